create table field.alert_link (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references org.organisation (id) on delete cascade,
  number integer not null check (number >= 1),
  token_hash bytea not null unique check (length(token_hash) = 32),
  created_by uuid references org.member (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  unique (organisation_id, number)
);
comment on table field.alert_link is 'Links by which partners send field alerts and read nothing. A link has a number and no name; its token is stored as a hash.';
create index alert_link_created_by_idx on field.alert_link (created_by);
alter table field.alert_link enable row level security;

alter table field.alert
  add column link_id uuid,
  add column sent_at timestamptz,
  add column entered_by uuid;
alter table field.alert add constraint alert_link_id_fkey
foreign key (link_id) references field.alert_link (id) on delete set null not valid;
alter table field.alert add constraint alert_entered_by_fkey
foreign key (entered_by) references org.member (id) on delete set null not valid;
create index alert_link_id_idx on field.alert (link_id);
create index alert_entered_by_idx on field.alert (entered_by);
comment on column field.alert.link_id is 'The partner link it came by; null where a lead wrote it.';
