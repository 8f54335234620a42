create or replace function field.require_own_round(caller org.member, round uuid)
returns field.round
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  found_one field.round;
begin
  select r.* into found_one from field.round r
  where r.id = require_own_round.round and r.organisation_id = caller.organisation_id and r.batch_id is null
  for update;
  if found_one.id is null then
    perform org.refuse('RP002', 'There is no such round.');
  end if;
  if caller.role <> 'lead' or found_one.team_id is distinct from caller.team_id then
    perform org.refuse('42501', 'Leads change the rounds of their own team.');
  end if;
  return found_one;
end
$$;
comment on function field.require_own_round(org.member, uuid) is
  'Locks a round that the lead may change and returns it: RP002 if the organisation has none such, 42501 for another team''s.';
revoke all on function field.require_own_round(org.member, uuid) from public;
