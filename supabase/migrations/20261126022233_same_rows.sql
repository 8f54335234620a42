-- The same file imported by several accounts, and rows that come back after an undo, count once (release.copies).
create table field.gone_row (
  id uuid not null,
  organisation_id uuid not null references org.organisation (id) on delete cascade,
  team_id uuid not null,
  service_date date not null,
  owner uuid not null,
  file uuid,
  likeness uuid,
  file_likeness uuid,
  received_at timestamptz not null,
  gone_at timestamptz not null,
  primary key (id, received_at),
  foreign key (organisation_id, team_id) references org.team (organisation_id, id),
  check (gone_at >= received_at)
);
comment on table field.gone_row is
  'Encounters that a published window counted and that were removed since: what comes back of them feeds coverage only. Ids and digests; 52 weeks.';
comment on column field.gone_row.owner is 'Recorder row of the account that wrote it; that row may be gone too.';
comment on column field.gone_row.file is 'Import batch that brought it, if any.';
create index gone_row_organisation_id_service_date_idx on field.gone_row (organisation_id, service_date);
create index gone_row_organisation_id_team_id_idx on field.gone_row (organisation_id, team_id);

alter table field.gone_row enable row level security;

set local lock_timeout = '10s';
alter table field.import_row
  add column likeness uuid,
  add column file_likeness uuid;
comment on column field.import_row.likeness is
  'Digest of what the row says (field.likeness_of): the same for every account and file. Null in rows taken before the column was.';
comment on column field.import_row.file_likeness is
  'Digest of the file, cell, day and count: the same however the file''s columns were read.';
