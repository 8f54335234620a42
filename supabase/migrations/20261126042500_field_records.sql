alter table field.visit add column revision integer not null default 1 constraint visit_revision_check check (revision >= 1);
comment on column field.visit.revision is 'How often the device that wrote it changed it; a send with no higher one changes nothing.';

alter table field.round
  add column unplanned boolean not null default false,
  add column late_records_at timestamptz;
comment on column field.round.unplanned is 'Begun in the street, not in the calendar.';
comment on column field.round.late_records_at is 'When a phone last sent records after the round had been validated.';
