-- An account counts a setting of a département once a quarter: a second row would be a second key in the release.
create unique index institutional_contact_once_idx
on field.institutional_contact (recorder_id, setting, departement, quarter);

create table release.institutional_quarter (
  id integer generated always as identity primary key,
  organisation_id uuid not null references org.organisation (id) on delete cascade,
  policy_id integer not null references release.policy (id),
  quarter date not null check (extract(day from quarter) = 1 and extract(month from quarter) in (1, 4, 7, 10)),
  published_at timestamptz not null,
  published_by uuid references org.member (id),
  unique (organisation_id, quarter)
);
comment on table release.institutional_quarter is 'A published quarter of institutional contacts, named by its first day. Calendar quarters, as the institutions count: they belong to no season and to no grid. Written once, with its cells.';
create index institutional_quarter_policy_id_idx on release.institutional_quarter (policy_id);
create index institutional_quarter_published_by_idx on release.institutional_quarter (published_by);

create table release.institutional_cell (
  quarter_id integer not null references release.institutional_quarter (id) on delete cascade,
  setting text not null check (setting in ('police_exit', 'court', 'detention', 'shelter', 'childrens_home')),
  departement text not null check (departement ~ '^[0-9AB]{2,3}$'),
  class smallint not null check (class between 1 and 5),
  primary key (quarter_id, setting, departement)
);
comment on table release.institutional_cell is 'Class of a shown setting of a département. What has no row is hidden or zero: the same answer. The noisy count itself is never stored.';

alter table release.institutional_quarter enable row level security;
alter table release.institutional_cell enable row level security;
