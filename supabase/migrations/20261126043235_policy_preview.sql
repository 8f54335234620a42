create table release.policy_preview (
  id integer generated always as identity primary key,
  organisation_id uuid not null references org.organisation (id) on delete cascade,
  tier release.tier not null,
  wish jsonb not null,
  last_day date not null,
  answer jsonb not null,
  made_by uuid references org.member (id),
  made_on date not null,
  made_at timestamptz not null,
  unique (organisation_id, tier, last_day, wish)
);
comment on table release.policy_preview is 'Rounded figures of a policy that a dpo looked at, on published windows: kept, so that asking again draws no new noise.';
create index policy_preview_made_by_idx on release.policy_preview (made_by);
alter table release.policy_preview enable row level security;
