create or replace function field.require_round_goer(caller org.member, round uuid)
returns field.round
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  found_one field.round;
begin
  if caller.role = 'lead' then
    return field.require_own_round(caller, round);
  end if;
  select r.* into found_one from field.round r
  where r.id = require_round_goer.round and r.organisation_id = caller.organisation_id
    and field.goes_out(caller, r)
  for update;
  -- A round of others is as unknown as none: its id tells an educator nothing.
  if found_one.id is null then
    perform org.refuse('RP002', 'There is no such round.');
  end if;
  return found_one;
end
$$;
comment on function field.require_round_goer(org.member, uuid) is
  'Locks a round for somebody who goes out in it, or for a lead of its team (who debriefs from paper), and returns it; otherwise RP002, or 42501 for a lead of another team.';
revoke all on function field.require_round_goer(org.member, uuid) from public;
