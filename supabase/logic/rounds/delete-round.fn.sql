create or replace function api.delete_round(round uuid, version integer)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  known field.round := field.require_own_round(caller, round);
begin
  if known.version is distinct from delete_round.version then
    perform org.refuse('RP004', 'The round was changed by somebody else. Nothing was deleted.');
  end if;
  if known.status not in ('draft', 'planned', 'cancelled') then
    perform org.refuse('RP003', 'The round has begun.');
  end if;
  -- Deleted, a template would bring it back.
  if known.template_id is not null then
    return field.change_round_status(caller, known, 'cancelled', 'round_cancelled');
  end if;
  delete from field.round r where r.id = known.id;
  perform audit.write('round_deleted', known.id);
  return jsonb_build_object('id', known.id, 'status', 'deleted', 'version', known.version);
end
$$;
comment on function api.delete_round(uuid, integer) is
  'Leads: deletes a round of their own team that has not begun; one that a template made is cancelled instead. RP004 where it was changed since.';
revoke all on function api.delete_round(uuid, integer) from public;
grant execute on function api.delete_round(uuid, integer) to authenticated;
