create or replace function api.debrief_round(round uuid, visits jsonb, finish boolean default true)
returns jsonb
language plpgsql volatile security definer
-- Row estimates of functions are guesses; the compiler that large guesses wake up costs ten times the writing.
set jit = off
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead');
  known field.round;
  accepted integer;
begin
  if (jsonb_typeof(visits) = 'array') is distinct from true or finish is null then
    perform org.refuse('RP001', 'visits is a list, finish true or false.');
  end if;
  if jsonb_array_length(visits) > 200 then
    perform org.refuse('RP007', 'Send at most 200 visits.');
  end if;
  -- Publication takes it exclusively: what is received after one is dated after it.
  perform pg_advisory_xact_lock_shared(release.lock_key(caller.organisation_id));
  known := field.require_round_goer(caller, round);
  perform field.require_begun(caller, known);
  if known.status not in ('draft', 'planned', 'running', 'done') then
    perform org.refuse('RP003', 'The round was validated, rejected or cancelled.');
  end if;
  if exists (select from field.read_debrief(known.id, visits) d where not d.is_good) then
    perform org.refuse('RP001', 'A visit has an id, an outcome, minutes up to 1440, and a stop of the round or a cell.');
  end if;
  accepted := field.write_debrief(caller, known, visits);
  if finish and known.status <> 'done' then
    perform field.change_round_status(caller, known, 'done', 'round_done');
  elsif known.status in ('draft', 'planned') then
    perform field.change_round_status(caller, known, 'running', 'round_started');
  end if;
  perform audit.write('round_debriefed', known.id, jsonb_build_object('visits', accepted));
  return jsonb_build_object(
    'accepted', accepted, 'repeated', jsonb_array_length(visits) - accepted,
    'status', (select r.status from field.round r where r.id = known.id)
  );
end
$$;
comment on function api.debrief_round(uuid, jsonb, boolean) is
  'What a round did: visits {id, stop or cell, minutes, outcome} with ids made on the device, by those who went out (on the day) or by a lead of its team from paper. Sending again changes nothing. finish: the round is done.';
revoke all on function api.debrief_round(uuid, jsonb, boolean) from public;
grant execute on function api.debrief_round(uuid, jsonb, boolean) to authenticated;
