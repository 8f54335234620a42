-- Where and when a round begins, and a version against silent overwriting.
alter table field.round
  add column version integer not null default 1 constraint round_version_check check (version >= 1),
  add column start_cell integer constraint round_start_cell_check check (start_cell between 0 and 99999999),
  add column end_cell integer constraint round_end_cell_check check (end_cell between 0 and 99999999),
  add column leaves_at integer constraint round_leaves_at_check check (leaves_at between 360 and 1799),
  add column max_stops smallint constraint round_max_stops_check check (max_stops between 1 and 60),
  add column safety text[] not null default '{}' constraint round_safety_check check (cardinality(safety) <= 12),
  add column template_id uuid,
  add column changed_by uuid,
  add column changed_at timestamptz,
  -- Not valid: no row has a value yet, so there is nothing to look through under a lock.
  add constraint round_template_id_fkey foreign key (template_id) references field.round_template (id)
    on delete set null not valid,
  add constraint round_changed_by_fkey foreign key (changed_by) references org.member (id) not valid;
comment on column field.round.version is 'Grows with every change, so that of two people who edit at once the second is told.';
comment on column field.round.leaves_at is 'Minutes from midnight of the service date on the wall clock; those of a night round exceed 24 h.';
create unique index round_template_id_service_date_idx on field.round (template_id, service_date);
create index round_changed_by_idx on field.round (changed_by);
