create or replace function api.validate_round(round uuid)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  known field.round := field.require_own_round(caller, round);
begin
  if known.status <> 'done' then
    perform org.refuse('RP003', 'Only a done round is validated.');
  end if;
  return field.change_round_status(caller, known, 'validated', 'round_validated');
end
$$;
comment on function api.validate_round(uuid) is
  'Leads: validates a done round of their own team; its records are closed. When it counts (6 days after its date) does not change.';
revoke all on function api.validate_round(uuid) from public;
grant execute on function api.validate_round(uuid) to authenticated;
