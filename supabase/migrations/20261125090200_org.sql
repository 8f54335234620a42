create type org.role as enum ('educator', 'lead', 'researcher', 'dpo', 'admin');

create table org.organisation (
  id uuid primary key default gen_random_uuid(),
  name text not null check (length(name) between 1 and 120),
  time_zone text not null default 'Europe/Paris' check (length(time_zone) between 1 and 64),
  grid_id integer not null references grid.definition (id),
  fictitious boolean not null default false,
  created_at timestamptz not null default now()
);
comment on table org.organisation is 'An association. `fictitious` marks invented data on every screen.';
create index organisation_grid_id_idx on org.organisation (grid_id);

create table org.team (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references org.organisation (id) on delete cascade,
  name text not null check (length(name) between 1 and 80),
  unique (organisation_id, name),
  unique (organisation_id, id)
);
comment on table org.team is 'A street-outreach team of an organisation.';

create table org.member (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null,
  organisation_id uuid not null references org.organisation (id) on delete cascade,
  team_id uuid,
  role org.role not null,
  joined_at timestamptz not null default now(),
  left_at timestamptz,
  foreign key (organisation_id, team_id) references org.team (organisation_id, id),
  check (role not in ('educator', 'lead') or team_id is not null)
);
comment on table org.member is 'One role per account: at most one membership that has not ended. `user_id` is auth.uid().';
create unique index member_user_id_current_idx on org.member (user_id) where left_at is null;
create index member_organisation_id_team_id_idx on org.member (organisation_id, team_id);

create table org.invitation (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references org.organisation (id) on delete cascade,
  role org.role not null,
  team_id uuid,
  code_hash bytea not null unique check (length(code_hash) = 32),
  label text not null default '' check (length(label) <= 80),
  created_by uuid references org.member (id) on delete set null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz,
  foreign key (organisation_id, team_id) references org.team (organisation_id, id),
  check (role not in ('educator', 'lead') or team_id is not null)
);
comment on table org.invitation is 'A one-time code (stored as SHA-256) that binds a new account to a role and a team; 7 days.';
create index invitation_organisation_id_team_id_idx on org.invitation (organisation_id, team_id);
create index invitation_created_by_idx on org.invitation (created_by);

create table org.sector (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references org.organisation (id) on delete cascade,
  team_id uuid not null,
  name text not null check (length(name) between 1 and 80),
  target_days integer not null default 14 check (target_days between 1 and 365),
  min_leaf_km smallint not null default 1 check (min_leaf_km in (1, 2, 4, 8)),
  unique (organisation_id, name),
  foreign key (organisation_id, team_id) references org.team (organisation_id, id)
);
comment on table org.sector is 'The cells a team answers for; target interval between visits in days.';
create index sector_organisation_id_team_id_idx on org.sector (organisation_id, team_id);

create table org.sector_cell (
  sector_id uuid not null references org.sector (id) on delete cascade,
  cell integer not null check (cell between 0 and 99999999),
  primary key (sector_id, cell)
);
comment on table org.sector_cell is 'Cells of a sector.';

alter table org.organisation enable row level security;
alter table org.team enable row level security;
alter table org.member enable row level security;
alter table org.invitation enable row level security;
alter table org.sector enable row level security;
alter table org.sector_cell enable row level security;
