create or replace function release.describe_policy(policy release.policy)
returns jsonb
language sql immutable security invoker
set search_path = ''
as $$
  select to_jsonb(policy) - '{id,organisation_id,made_by}'::text[]
$$;
comment on function release.describe_policy(release.policy) is
  'A version of a policy as the dpo sees it: its number, when it was made, every field, and the season that it opened.';
revoke all on function release.describe_policy(release.policy) from public;
