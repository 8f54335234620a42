create or replace function field.write_debrief(caller org.member, round field.round, visits jsonb)
returns integer
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  recorder uuid := field.account_recorder(caller);
  taken uuid[];
begin
  with taken_visits as (
    insert into field.visit (
      id, organisation_id, round_id, recorder_id, cell, service_date, slot, minutes, outcome, site_id, at_living_site,
      stop_id, received_at
    )
    select field.own_id(field.account_namespace(caller), d.id), round.organisation_id, round.id, recorder, d.cell,
      round.service_date, round.slot, d.minutes, d.outcome, d.site_id, d.site_id is not null,
      d.stop_id, release.moment(round.organisation_id)
    from field.read_debrief(round.id, visits) d
    -- A visit sent before, and a stop that somebody else of the round has written already, change nothing.
    on conflict do nothing
    returning id
  )
  select coalesce(array_agg(t.id), '{}') into taken from taken_visits t;
  perform field.answer_alerts(round, taken);
  return cardinality(taken);
end
$$;
comment on function field.write_debrief(org.member, field.round, jsonb) is
  'Stores the visits of a debrief exactly once and returns how many were new; an alert at a stop that was reached is answered by it.';
revoke all on function field.write_debrief(org.member, field.round, jsonb) from public;
