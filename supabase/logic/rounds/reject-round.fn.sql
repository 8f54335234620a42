create or replace function api.reject_round(round uuid, code text)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  known field.round;
begin
  if (code = any (field.reject_codes())) is distinct from true then
    perform org.refuse('RP001', 'code is one of the reasons for a rejection.');
  end if;
  perform pg_advisory_xact_lock_shared(release.lock_key(caller.organisation_id));
  known := field.require_own_round(caller, round);
  if known.status not in ('done', 'validated') then
    perform org.refuse('RP003', 'Only a done round is rejected.');
  end if;
  return field.change_round_status(caller, known, 'rejected', 'round_rejected', code);
end
$$;
comment on function api.reject_round(uuid, text) is
  'Leads: rejects a done round of their own team with a reason code; it counts nowhere any more. What is published stays published.';
revoke all on function api.reject_round(uuid, text) from public;
grant execute on function api.reject_round(uuid, text) to authenticated;
