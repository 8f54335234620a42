create or replace function release.current_policy(organisation uuid)
returns release.policy
language sql stable security invoker
set search_path = ''
as $$
  select p.* from release.policy p
  where p.organisation_id = current_policy.organisation
  order by p.version desc
  limit 1
$$;
comment on function release.current_policy(uuid) is 'The newest version of an organisation''s protection policy.';
revoke all on function release.current_policy(uuid) from public;
