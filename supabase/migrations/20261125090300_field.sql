create type field.slot as enum ('morning', 'afternoon', 'evening', 'night');
create type field.round_status as enum ('draft', 'planned', 'running', 'done', 'validated', 'cancelled', 'rejected');
create type field.travel_mode as enum ('foot', 'transit', 'vehicle');
create type field.visit_outcome as enum ('met', 'nobody', 'seen_avoided', 'not_reached');
create type field.place_kind as enum ('wandering', 'activity', 'living');
create type field.gender as enum ('girl', 'boy', 'other', '?');
create type field.age_band as enum ('0-5', '6-9', '10-12', '13-15', '16-17', '18+', '?');
create type field.site_kind as enum ('squat', 'shantytown', 'encampment', 'social_hotel', 'other');
create type field.site_state as enum ('active', 'evicted', 'left', 'rehoused');
create type field.alert_source as enum ('partner', 'resident', 'authority', 'own_team', 'other');
create type field.alert_outcome as enum ('met', 'nobody', 'not_reached', 'obsolete');

create table field.import_batch (
  id uuid primary key,
  organisation_id uuid not null references org.organisation (id) on delete cascade,
  team_id uuid not null,
  importer uuid not null references org.member (id),
  file_digest bytea not null check (length(file_digest) = 32),
  started_at timestamptz not null,
  finished_at timestamptz,
  undone_at timestamptz,
  has_recorder_column boolean not null default false,
  recorder_approved_at timestamptz,
  recorder_approved_by uuid references org.member (id),
  accepted integer not null default 0 check (accepted >= 0),
  repeated integer not null default 0 check (repeated >= 0),
  foreign key (organisation_id, team_id) references org.team (organisation_id, id)
);
comment on table field.import_batch is 'One imported file: its rows can be undone together. No file name is kept.';
create index import_batch_organisation_id_team_id_idx on field.import_batch (organisation_id, team_id);
create index import_batch_importer_idx on field.import_batch (importer);
create index import_batch_recorder_approved_by_idx on field.import_batch (recorder_approved_by);

create table field.import_row (
  id uuid primary key,
  batch_id uuid not null references field.import_batch (id) on delete cascade
);
comment on table field.import_row is 'Rows already taken from the importer''s files, so that a second import of a row changes nothing.';
create index import_row_batch_id_idx on field.import_row (batch_id);

create table field.recorder (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references org.organisation (id) on delete cascade,
  user_id uuid,
  batch_id uuid references field.import_batch (id) on delete cascade,
  ordinal integer check (ordinal >= 0),
  counts_from date not null,
  check ((user_id is not null) <> (batch_id is not null)),
  check ((batch_id is null) = (ordinal is null)),
  unique (organisation_id, user_id),
  unique (batch_id, ordinal)
);
comment on table field.recorder is 'Who wrote a record: an account, or one value (by number, the value is not kept) of an import''s recorder column.';
comment on column field.recorder.counts_from is 'First service date whose records count in the leave-out rules: 4 weeks after the account joined.';

create table field.round (
  id uuid primary key,
  organisation_id uuid not null references org.organisation (id) on delete cascade,
  team_id uuid not null,
  service_date date not null,
  slot field.slot not null,
  lead_member uuid references org.member (id),
  mode field.travel_mode not null default 'foot',
  sector_id uuid references org.sector (id) on delete set null,
  planned_minutes integer check (planned_minutes between 0 and 1440),
  status field.round_status not null,
  reject_code text check (reject_code ~ '^[a-z_]{1,40}$'),
  batch_id uuid references field.import_batch (id) on delete cascade,
  foreign key (organisation_id, team_id) references org.team (organisation_id, id)
);
comment on table field.round is 'One outing of a team in one slot.';
create index round_organisation_id_service_date_idx on field.round (organisation_id, service_date);
create index round_organisation_id_team_id_idx on field.round (organisation_id, team_id);
create index round_lead_member_idx on field.round (lead_member);
create index round_sector_id_idx on field.round (sector_id);
create index round_batch_id_idx on field.round (batch_id);

create table field.round_member (
  round_id uuid not null references field.round (id) on delete cascade,
  member_id uuid not null references org.member (id),
  primary key (round_id, member_id)
);
comment on table field.round_member is 'Who goes out in a round; fixed when it starts.';
create index round_member_member_id_idx on field.round_member (member_id);

create table field.site (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references org.organisation (id) on delete cascade,
  code text not null check (code ~ '^[A-Z0-9-]{1,12}$'),
  cell integer check (cell between 0 and 99999999),
  kind field.site_kind not null,
  state field.site_state not null default 'active',
  residents_band smallint not null default 1 check (residents_band between 1 and 5),
  minors_band smallint not null default 1 check (minors_band between 1 and 5),
  opened_on date not null,
  closed_on date,
  check (closed_on >= opened_on),
  unique (organisation_id, code)
);
comment on table field.site is 'An informal living site: 1 km cell, never an address. Bands: 1 = 1–9, 2 = 10–29, 3 = 30–79, 4 = 80–199, 5 = 200 or more.';

create table field.site_event (
  id uuid primary key default gen_random_uuid(),
  site_id uuid not null references field.site (id) on delete cascade,
  happened_on date not null,
  state field.site_state not null,
  moved_to_site uuid references field.site (id) on delete set null,
  moved_to_district integer check (moved_to_district between 0 and 99999999),
  check (moved_to_site is null or moved_to_district is null)
);
comment on table field.site_event is 'Dated history of a site, with where people went.';
create index site_event_site_id_idx on field.site_event (site_id);
create index site_event_moved_to_site_idx on field.site_event (moved_to_site);

create table field.alert (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references org.organisation (id) on delete cascade,
  cell integer check (cell between 0 and 99999999),
  slot field.slot,
  source field.alert_source not null,
  received_on date not null,
  due_on date not null,
  outcome field.alert_outcome,
  closed_on date,
  check (due_on >= received_on)
);
comment on table field.alert is 'A tip that youths are somewhere: cell, slot, deadline, outcome.';
create index alert_organisation_id_due_on_idx on field.alert (organisation_id, due_on);

create table field.stop (
  id uuid primary key,
  round_id uuid not null references field.round (id) on delete cascade,
  position smallint not null check (position between 0 and 200),
  cell integer not null check (cell between 0 and 99999999),
  site_id uuid references field.site (id) on delete set null,
  alert_id uuid references field.alert (id) on delete set null,
  planned_minutes integer not null default 25 check (planned_minutes between 1 and 600),
  reason_code text check (reason_code ~ '^[a-z_]{1,40}$')
);
comment on table field.stop is 'A planned place in a round.';
create index stop_round_id_idx on field.stop (round_id);
create index stop_site_id_idx on field.stop (site_id);
create index stop_alert_id_idx on field.stop (alert_id);

create table field.visit (
  id uuid primary key,
  organisation_id uuid not null references org.organisation (id) on delete cascade,
  round_id uuid not null references field.round (id) on delete cascade,
  recorder_id uuid not null references field.recorder (id),
  column_recorder_id uuid references field.recorder (id),
  batch_id uuid references field.import_batch (id) on delete cascade,
  cell integer not null check (cell between 0 and 99999999),
  service_date date not null,
  slot field.slot not null,
  minutes integer check (minutes between 0 and 1440),
  outcome field.visit_outcome,
  site_id uuid references field.site (id) on delete set null,
  received_at timestamptz not null
);
comment on table field.visit is 'A stop really made. `received_at` is when the server took it (service clock); outcome is erased with age.';
comment on column field.visit.column_recorder_id is 'Recorder named by the import''s recorder column; it counts once the dpo approved the batch.';
create index visit_organisation_id_service_date_idx on field.visit (organisation_id, service_date);
create index visit_round_id_idx on field.visit (round_id);
create index visit_recorder_id_idx on field.visit (recorder_id);
create index visit_column_recorder_id_idx on field.visit (column_recorder_id);
create index visit_batch_id_idx on field.visit (batch_id);
create index visit_site_id_idx on field.visit (site_id);

create table field.encounter (
  id uuid primary key,
  organisation_id uuid not null references org.organisation (id) on delete cascade,
  visit_id uuid not null references field.visit (id) on delete cascade,
  service_date date not null,
  place_kind field.place_kind not null,
  language text check (language ~ '^[a-z]{2,3}$'),
  needs text[] not null default '{}' check (array_length(needs, 1) <= 12),
  orientation text[] not null default '{}' check (array_length(orientation, 1) <= 12),
  living_district integer check (living_district between 0 and 99999999),
  previous_district integer check (previous_district between 0 and 99999999)
);
comment on table field.encounter is 'A meeting with one or several youths during a visit.';
create index encounter_organisation_id_service_date_idx on field.encounter (organisation_id, service_date);
create index encounter_visit_id_idx on field.encounter (visit_id);

create table field.contact (
  id uuid primary key,
  organisation_id uuid not null references org.organisation (id) on delete cascade,
  encounter_id uuid not null references field.encounter (id) on delete cascade,
  service_date date not null,
  gender field.gender not null default '?',
  age_band field.age_band not null default '?',
  first_time boolean,
  seen_recently boolean not null default false,
  contributor uuid not null default gen_random_uuid()
);
comment on table field.contact is 'One youth within an encounter. There is no identity of a youth.';
comment on column field.contact.contributor is 'Random, made by the server, readable by nobody: the source of the record key.';
create index contact_organisation_id_service_date_idx on field.contact (organisation_id, service_date);
create index contact_encounter_id_idx on field.contact (encounter_id);

create table field.institutional_contact (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references org.organisation (id) on delete cascade,
  setting text not null check (setting in ('police_exit', 'court', 'detention', 'shelter', 'childrens_home')),
  departement text not null check (departement ~ '^[0-9AB]{2,3}$'),
  quarter date not null check (extract(day from quarter) = 1 and extract(month from quarter) in (1, 4, 7, 10)),
  people integer not null check (people between 0 and 100000),
  recorder_id uuid not null references field.recorder (id)
);
comment on table field.institutional_contact is 'Counted by département and quarter only, never on the grid.';
create index institutional_contact_organisation_id_quarter_idx on field.institutional_contact (organisation_id, quarter);
create index institutional_contact_recorder_id_idx on field.institutional_contact (recorder_id);

alter table field.import_batch enable row level security;
alter table field.import_row enable row level security;
alter table field.recorder enable row level security;
alter table field.round enable row level security;
alter table field.round_member enable row level security;
alter table field.site enable row level security;
alter table field.site_event enable row level security;
alter table field.alert enable row level security;
alter table field.stop enable row level security;
alter table field.visit enable row level security;
alter table field.encounter enable row level security;
alter table field.contact enable row level security;
alter table field.institutional_contact enable row level security;
