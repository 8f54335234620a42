-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

-- logic: rounds/write-debrief.fn.sql
create or replace function field.write_debrief(caller org.member, round field.round, visits jsonb)
returns integer
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  recorder uuid := field.account_recorder(caller);
  taken integer;
begin
  with taken_visits as (
    insert into field.visit (
      id, organisation_id, round_id, recorder_id, cell, service_date, slot, minutes, outcome, site_id, at_living_site,
      stop_id, received_at
    )
    select field.own_id(field.account_namespace(caller), d.id), round.organisation_id, round.id, recorder, d.cell,
      round.service_date, round.slot, d.minutes, d.outcome, d.site_id, d.site_id is not null,
      d.stop_id, release.now()
    from field.read_debrief(round.id, visits) d
    -- A visit sent before, and a stop that somebody else of the round has written already, change nothing.
    on conflict do nothing
    returning stop_id, outcome
  ),
  answered as (
    update field.alert a
    set outcome = case t.outcome when 'nobody' then 'nobody' else 'met' end::field.alert_outcome,
      closed_on = greatest(round.service_date, a.received_on)
    from taken_visits t join field.stop s on s.id = t.stop_id
    where a.id = s.alert_id and a.outcome is null and t.outcome <> 'not_reached'
  )
  select count(*)::integer into taken from taken_visits;
  return taken;
end
$$;
comment on function field.write_debrief(org.member, field.round, jsonb) is
  'Stores the visits of a debrief exactly once and returns how many were new; an alert at a stop that was reached is answered by it.';
revoke all on function field.write_debrief(org.member, field.round, jsonb) from public;

