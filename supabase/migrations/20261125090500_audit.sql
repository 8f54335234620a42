create table audit.event (
  id bigint generated always as identity primary key,
  organisation_id uuid,
  happened_at timestamptz not null,
  actor uuid,
  via text not null check (via in ('http', 'command_line', 'system')),
  action text not null check (action ~ '^[a-z_]{1,40}$'),
  subject uuid,
  counts jsonb not null default '{}'
);
comment on table audit.event is 'Append-only: ids and row counts, never a cell and never a count of youths.';
create index event_organisation_id_happened_at_idx on audit.event (organisation_id, happened_at);
alter table audit.event enable row level security;
