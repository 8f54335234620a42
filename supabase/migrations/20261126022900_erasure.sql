create table field.erasure (
  row_id uuid primary key,
  organisation_id uuid not null references org.organisation (id) on delete cascade,
  erased_at timestamptz not null
);
comment on table field.erasure is 'Ids of rows erased on request, so that a repeated send or a restored backup does not bring them back. Nothing else of them is kept.';
create index erasure_organisation_id_idx on field.erasure (organisation_id);
alter table field.erasure enable row level security;
