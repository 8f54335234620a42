create type release.flow_origin as enum ('living', 'previous');

create table release.noisy_square (
  season_id integer not null references release.season (id) on delete cascade,
  square integer not null check (square between 0 and 99999999),
  size_km smallint not null check (size_km in (1, 2, 4, 8)),
  noisy bigint not null,
  primary key (season_id, square, size_km)
);
comment on table release.noisy_square is 'What the partition of a learned season was learned from: counts of 52 weeks with the noise that the ledger paid for. Whatever else is worked out from them costs nothing more.';

create table release.research_leaf (
  id integer generated always as identity primary key,
  season_id integer not null references release.season (id) on delete cascade
);
comment on table release.research_leaf is 'A set of squares of 2 km or more in which research releases have one value.';
create index research_leaf_season_id_idx on release.research_leaf (season_id);

create table release.research_square (
  season_id integer not null references release.season (id) on delete cascade,
  square integer not null check (square between 0 and 99999999),
  size_km smallint not null check (size_km in (2, 4, 8)),
  leaf_id integer not null references release.research_leaf (id) on delete cascade,
  primary key (season_id, square, size_km)
);
comment on table release.research_square is 'Squares of a research leaf. Those of one season never overlap.';
create index research_square_leaf_id_idx on release.research_square (leaf_id);

create table release.research_value (
  window_id integer not null references release.window (id) on delete cascade,
  breakdown release.breakdown not null,
  category text not null check (length(category) between 1 and 12),
  leaf_id integer not null references release.research_leaf (id),
  value integer not null,
  primary key (window_id, breakdown, category, leaf_id)
);
comment on table release.research_value is 'Noisy count of every research leaf, drawn once and kept, whatever it is; values below 20 are hidden on reading.';
create index research_value_leaf_id_idx on release.research_value (leaf_id);

create table release.research_effort (
  window_id integer not null references release.window (id) on delete cascade,
  leaf_id integer not null references release.research_leaf (id),
  visits integer not null check (visits >= 1),
  primary key (window_id, leaf_id)
);
comment on table release.research_effort is 'Complete visits in a research leaf, as they were known at publication. A leaf without a row had none.';
create index research_effort_leaf_id_idx on release.research_effort (leaf_id);

create table release.flow_request (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references org.organisation (id) on delete cascade,
  window_id integer not null references release.window (id) on delete cascade,
  origin release.flow_origin not null,
  requested_by uuid references org.member (id),
  requested_at timestamptz not null,
  decided_by uuid references org.member (id),
  decided_at timestamptz,
  accepted boolean,
  check ((accepted is null) = (decided_at is null))
);
comment on table release.flow_request is 'A researcher''s wish for the flows of a quarter, and the dpo''s answer. At most one of a quarter is accepted, ever.';
create index flow_request_organisation_id_idx on release.flow_request (organisation_id);
create index flow_request_window_id_idx on release.flow_request (window_id);
create index flow_request_requested_by_idx on release.flow_request (requested_by);
create index flow_request_decided_by_idx on release.flow_request (decided_by);
create unique index flow_request_open_idx on release.flow_request (window_id) where accepted is null or accepted;

create table release.flow (
  request_id uuid not null references release.flow_request (id) on delete cascade,
  origin integer not null check (origin between -1 and 99999999),
  destination integer not null check (destination between 0 and 99999999),
  value integer not null check (value >= 15),
  primary key (request_id, origin, destination)
);
comment on table release.flow is 'Noisy flow between two 8 km districts, of the pairs that came out at 15 or more; noise was drawn for every pair. Origin -1 is anywhere outside the territory.';

alter table release.ledger add column charged_for date;
comment on column release.ledger.charged_for is 'First day of what was charged: it decides in which 52 weeks the charge counts. Null: the season''s own first day.';

alter table release.noisy_square enable row level security;
alter table release.research_leaf enable row level security;
alter table release.research_square enable row level security;
alter table release.research_value enable row level security;
alter table release.research_effort enable row level security;
alter table release.flow_request enable row level security;
alter table release.flow enable row level security;
