create or replace function api.cancel_round(round uuid, version integer)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  known field.round := field.require_own_round(caller, round);
begin
  if known.version is distinct from cancel_round.version then
    perform org.refuse('RP004', 'The round was changed by somebody else. Nothing was saved.');
  end if;
  if known.status not in ('draft', 'planned', 'running')
    or exists (select from field.visit v where v.round_id = known.id) then
    perform org.refuse('RP003', 'The round cannot be cancelled any more.');
  end if;
  return field.change_round_status(caller, known, 'cancelled', 'round_cancelled');
end
$$;
comment on function api.cancel_round(uuid, integer) is
  'Leads: cancels a round of their own team in which no visit was made; it stays in the calendar and can be saved again. RP004 where it was changed since.';
revoke all on function api.cancel_round(uuid, integer) from public;
grant execute on function api.cancel_round(uuid, integer) to authenticated;
