create or replace function api.start_round(round uuid)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead');
  known field.round := field.require_round_goer(caller, round);
begin
  if known.status = 'running' then
    return jsonb_build_object('id', known.id, 'status', known.status, 'version', known.version);
  end if;
  perform field.require_begun(caller, known);
  if known.status not in ('draft', 'planned') then
    perform org.refuse('RP003', 'The round is over.');
  end if;
  return field.change_round_status(caller, known, 'running', 'round_started');
end
$$;
comment on function api.start_round(uuid) is
  'Those who go out in a round, and leads of its team: starts it; from now on its plan and its people are fixed. Starting it again changes nothing. RP006 before its day.';
revoke all on function api.start_round(uuid) from public;
grant execute on function api.start_round(uuid) to authenticated;
