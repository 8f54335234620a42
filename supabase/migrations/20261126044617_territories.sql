-- What a name of a territory in an imported file means: asked once, kept for the organisation, without the name.
create table org.territory (
  organisation_id uuid not null references org.organisation (id) on delete cascade,
  name_digest bytea not null check (length(name_digest) = 32),
  cell integer check (cell between 0 and 99999999),
  decided_by uuid not null references org.member (id),
  decided_on date not null,
  primary key (organisation_id, name_digest)
);
comment on table org.territory is
  'The cell that a name of a territory means in imported files, or null: its rows stay behind. The name is not kept: HMAC-SHA256 under a key derived from the release secret, which is in no dump, backup or data folder.';
comment on column org.territory.decided_on is 'Last said or used; an answer of 24 months ago is removed (data-model.md, retention).';
create index territory_decided_by_idx on org.territory (decided_by);
alter table org.territory enable row level security;
