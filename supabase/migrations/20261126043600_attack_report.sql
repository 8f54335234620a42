-- What the attack suite measured, as the owner of the folder handed it over. Invented data only; for the dpo alone.
create table release.attack_report (
  id bigint generated always as identity primary key,
  organisation_id uuid not null references org.organisation (id) on delete cascade,
  received_at timestamptz not null,
  report jsonb not null check (jsonb_typeof(report) = 'object')
);
comment on table release.attack_report is 'Reports of `npm run attacks`, on invented data: none holds a record. The newest counts, the older ones stay.';
create index attack_report_organisation_id_id_idx on release.attack_report (organisation_id, id);
alter table release.attack_report enable row level security;
