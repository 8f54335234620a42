create or replace function api.save_policy(policy jsonb, base_version integer)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('dpo');
  base release.policy;
  wished release.policy;
  saved release.policy;
begin
  perform org.require_second_factor();
  -- Publication holds it too: a window is published by one version from end to end.
  perform pg_advisory_xact_lock(release.lock_key(caller.organisation_id));
  base := release.current_policy(caller.organisation_id);
  wished := release.read_policy(base, policy);
  if base.version is distinct from base_version then
    perform org.refuse('RP004', 'Somebody has changed the policy meanwhile.');
  end if;
  if wished is not distinct from base then
    perform org.refuse('RP003', 'The policy is like this already.');
  end if;
  saved := release.add_policy(base, wished, caller.id);
  perform audit.write('policy_saved', null, jsonb_build_object('version', saved.version));
  return release.describe_policy(saved);
end
$$;
comment on function api.save_policy(jsonb, integer) is
  'Dpo, with a fresh code: makes the next version of the policy from the fields given (the others stay), within bounds. base_version is the version that was looked at. Windows published from now on follow it; what is published stays. A new season opens at the next window boundary only where sizes of leaves change (season_from).';
revoke all on function api.save_policy(jsonb, integer) from public;
grant execute on function api.save_policy(jsonb, integer) to authenticated;
