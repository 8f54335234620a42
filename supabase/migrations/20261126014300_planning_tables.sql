-- What planning needs beyond the first schema: intervals per slot, rounds that repeat weekly, forbidden cells of a week.
-- Columns of tables that are there already follow in migrations of their own: locks as short as can be.

create table org.sector_slot_target (
  sector_id uuid not null references org.sector (id) on delete cascade,
  slot field.slot not null,
  target_days integer not null check (target_days between 1 and 365),
  primary key (sector_id, slot)
);
comment on table org.sector_slot_target is 'Target interval of a sector in one slot, where it differs from the sector''s own.';
alter table org.sector_slot_target enable row level security;

create table field.round_template (
  id uuid primary key,
  organisation_id uuid not null references org.organisation (id) on delete cascade,
  team_id uuid not null,
  sector_id uuid references org.sector (id) on delete set null,
  weekday smallint not null check (weekday between 1 and 7),
  slot field.slot not null,
  mode field.travel_mode not null,
  start_cell integer not null check (start_cell between 0 and 99999999),
  end_cell integer not null check (end_cell between 0 and 99999999),
  planned_minutes integer not null check (planned_minutes between 30 and 720),
  leaves_at integer not null check (leaves_at between 360 and 1799),
  max_stops smallint check (max_stops between 1 and 60),
  lead_member uuid references org.member (id),
  safety text[] not null default '{}' check (cardinality(safety) <= 12),
  version integer not null default 1 check (version >= 1),
  foreign key (organisation_id, team_id) references org.team (organisation_id, id)
);
comment on table field.round_template is 'A round that repeats weekly. Weekday 1 is Monday; leaves_at counts minutes from midnight of the service date.';
create index round_template_organisation_id_team_id_idx on field.round_template (organisation_id, team_id);
create index round_template_sector_id_idx on field.round_template (sector_id);
create index round_template_lead_member_idx on field.round_template (lead_member);
alter table field.round_template enable row level security;

create table field.template_member (
  template_id uuid not null references field.round_template (id) on delete cascade,
  member_id uuid not null references org.member (id),
  primary key (template_id, member_id)
);
comment on table field.template_member is 'Who usually goes out in a round that repeats.';
create index template_member_member_id_idx on field.template_member (member_id);
alter table field.template_member enable row level security;

create table field.forbidden_cell (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references org.organisation (id) on delete cascade,
  team_id uuid not null,
  monday date not null check (extract(isodow from monday) = 1),
  cell integer not null check (cell between 0 and 99999999),
  round_id uuid references field.round (id) on delete cascade,
  foreign key (organisation_id, team_id) references org.team (organisation_id, id)
);
comment on table field.forbidden_cell is 'Cells that a team''s rounds of one week (or one round) may not visit.';
create unique index forbidden_cell_identity_idx on field.forbidden_cell (
  team_id, monday, cell, coalesce(round_id, '00000000-0000-0000-0000-000000000000'::uuid)
);
create index forbidden_cell_organisation_id_team_id_idx on field.forbidden_cell (organisation_id, team_id);
create index forbidden_cell_round_id_idx on field.forbidden_cell (round_id);
alter table field.forbidden_cell enable row level security;
