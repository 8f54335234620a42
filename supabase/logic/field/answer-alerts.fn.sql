create or replace function field.answer_alerts(round field.round, visits uuid[])
returns void
language sql volatile security invoker
set search_path = ''
as $$
  update field.alert a
  set outcome = case v.outcome when 'nobody' then 'nobody' else 'met' end::field.alert_outcome,
    closed_on = greatest((answer_alerts.round).service_date, a.received_on)
  from field.visit v join field.stop s on s.id = v.stop_id
  where v.id = any (visits) and v.round_id = (answer_alerts.round).id and a.id = s.alert_id
    and v.outcome <> 'not_reached'
    -- The visit that answered it may correct itself; what a lead closed otherwise stays.
    and (a.outcome is null or (v.revision > 1 and a.outcome in ('met', 'nobody')))
$$;
comment on function field.answer_alerts(field.round, uuid[]) is
  'An alert at a stop that was reached is answered by what the visit found.';
revoke all on function field.answer_alerts(field.round, uuid[]) from public;
