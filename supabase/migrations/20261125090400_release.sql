create type release.tier as enum ('educator', 'lead');
create type release.layer as enum ('encounters', 'sites');
create type release.breakdown as enum ('total', 'place_kind', 'age_band', 'gender');
create type release.unit as enum ('first_in_4_weeks', 'every_contact');

create table release.policy (
  id integer generated always as identity primary key,
  organisation_id uuid not null references org.organisation (id) on delete cascade,
  version integer not null check (version >= 1),
  made_by uuid references org.member (id),
  made_at timestamptz not null,
  educator_k0 smallint not null default 5 check (educator_k0 between 5 and 50),
  educator_k1 smallint not null default 3 check (educator_k1 between 3 and 50),
  lead_k0 smallint not null default 10 check (lead_k0 between 5 and 100),
  lead_k1 smallint not null default 5 check (lead_k1 between 3 and 100),
  lead_k2 smallint not null default 3 check (lead_k2 between 2 and 100),
  educator_weeks smallint not null default 4 check (educator_weeks between 1 and 13),
  educator_lag_days smallint not null default 7 check (educator_lag_days between 7 and 91),
  lead_weeks smallint not null default 13 check (lead_weeks between 1 and 26),
  lead_lag_days smallint not null default 14 check (lead_lag_days between 7 and 182),
  first_season_km smallint not null default 2 check (first_season_km in (2, 4)),
  min_leaf_km smallint not null default 1 check (min_leaf_km in (1, 2, 4, 8)),
  unit release.unit not null default 'first_in_4_weeks',
  check (lead_k0 >= educator_k0),
  unique (organisation_id, version)
);
comment on table release.policy is 'Protection parameters, as versioned rows within bounds (privacy.md). The newest version counts.';
create index policy_made_by_idx on release.policy (made_by);

create table release.season (
  id integer generated always as identity primary key,
  organisation_id uuid not null references org.organisation (id) on delete cascade,
  policy_id integer not null references release.policy (id),
  starts_on date not null check (extract(isodow from starts_on) = 1),
  ends_on date not null,
  learned boolean not null,
  drawn_at timestamptz not null,
  check (ends_on > starts_on),
  unique (organisation_id, starts_on)
);
comment on table release.season is '52 weeks with one partition for all staff tiers; fixed squares first, learned from the year before afterwards.';
create index season_policy_id_idx on release.season (policy_id);

create table release.leaf (
  id integer generated always as identity primary key,
  season_id integer not null references release.season (id) on delete cascade
);
comment on table release.leaf is 'A set of squares in which a release shows one value.';
create index leaf_season_id_idx on release.leaf (season_id);

create table release.leaf_square (
  season_id integer not null references release.season (id) on delete cascade,
  square integer not null check (square between 0 and 99999999),
  size_km smallint not null check (size_km in (1, 2, 4, 8)),
  leaf_id integer not null references release.leaf (id) on delete cascade,
  primary key (season_id, square, size_km)
);
comment on table release.leaf_square is 'Squares of a leaf, named by their lower-left cell. Squares of one season never overlap.';
create index leaf_square_leaf_id_idx on release.leaf_square (leaf_id);

create table release.window (
  id integer generated always as identity primary key,
  organisation_id uuid not null references org.organisation (id) on delete cascade,
  season_id integer not null references release.season (id),
  policy_id integer not null references release.policy (id),
  tier release.tier not null,
  layer release.layer not null default 'encounters',
  team_id uuid references org.team (id),
  starts_on date not null check (extract(isodow from starts_on) = 1),
  ends_on date not null,
  published_at timestamptz not null,
  published_by uuid references org.member (id),
  check (ends_on > starts_on),
  check ((tier = 'educator') = (team_id is not null))
);
comment on table release.window is 'A published window: [starts_on, ends_on]. A row is written once, with its cells, and never again.';
create unique index window_identity_idx on release.window (
  organisation_id, tier, layer, coalesce(team_id, '00000000-0000-0000-0000-000000000000'::uuid), starts_on
);
create index window_season_id_idx on release.window (season_id);
create index window_policy_id_idx on release.window (policy_id);
create index window_team_id_idx on release.window (team_id);
create index window_published_by_idx on release.window (published_by);

create table release.cell (
  window_id integer not null references release.window (id) on delete cascade,
  breakdown release.breakdown not null,
  category text not null check (length(category) between 1 and 12),
  leaf_id integer not null references release.leaf (id),
  class smallint not null check (class between 1 and 5),
  primary key (window_id, breakdown, category, leaf_id)
);
comment on table release.cell is 'Class of a shown leaf. A leaf without a row is hidden or zero: the same answer. The noisy count itself is never stored.';
create index cell_leaf_id_idx on release.cell (leaf_id);

create table release.ledger (
  id integer generated always as identity primary key,
  organisation_id uuid not null references org.organisation (id) on delete cascade,
  season_id integer not null references release.season (id) on delete cascade,
  purpose text not null check (purpose ~ '^[a-z0-9_:-]{1,60}$'),
  epsilon_micro integer not null check (epsilon_micro between 0 and 4500000),
  charged_at timestamptz not null,
  unique (season_id, purpose)
);
comment on table release.ledger is 'Privacy budget spent per season, in millionths of epsilon; the sum may not pass 4.5.';
create index ledger_organisation_id_idx on release.ledger (organisation_id);

alter table release.policy enable row level security;
alter table release.season enable row level security;
alter table release.leaf enable row level security;
alter table release.leaf_square enable row level security;
alter table release.window enable row level security;
alter table release.cell enable row level security;
alter table release.ledger enable row level security;
