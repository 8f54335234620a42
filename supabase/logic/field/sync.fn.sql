create or replace function api.sync(records jsonb)
returns jsonb
language plpgsql volatile security definer
-- Row estimates of functions are guesses; the compiler that large guesses wake up costs ten times the writing.
set jit = off
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead');
  answers jsonb := '[]';
  sent jsonb;
begin
  if (jsonb_typeof(records) = 'array') is distinct from true then
    perform org.refuse('RP001', 'records is a list.');
  end if;
  if jsonb_array_length(records) > 50 then
    perform org.refuse('RP007', 'Send at most 50 records.');
  end if;
  -- Publication takes it exclusively: what is received after one is dated after it.
  perform pg_advisory_xact_lock_shared(release.lock_key(caller.organisation_id));
  -- One after another: a round comes before its visits, and none blocks those behind it.
  for sent in select e from jsonb_array_elements(records) e loop
    answers := answers || field.sync_record(caller, sent);
  end loop;
  perform audit.write('records_synced', null, (
    select jsonb_build_object(
      'kept', count(*) filter (where a ->> 'state' = 'kept'), 'refused', count(*) filter (where a ->> 'state' = 'refused')
    )
    from jsonb_array_elements(answers) a
  ));
  return jsonb_build_object('records', answers);
end
$$;
comment on function api.sync(jsonb) is
  'What a phone recorded, at most 50 records with ids and revisions made on the device: rounds begun, visits with encounters and contacts, removals, rounds ended. Each is kept or refused with a code; sending again changes nothing.';
revoke all on function api.sync(jsonb) from public;
grant execute on function api.sync(jsonb) to authenticated;
