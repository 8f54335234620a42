create or replace function field.describe_alert(alert field.alert, today date)
returns jsonb
language sql stable security invoker
set search_path = ''
as $$
  select jsonb_build_object(
    'id', alert.id, 'cell', alert.cell, 'slot', alert.slot, 'source', alert.source, 'received_on', alert.received_on,
    'due_on', alert.due_on, 'outcome', alert.outcome, 'closed_on', alert.closed_on,
    'overdue', alert.outcome is null and alert.due_on < today,
    'link', (select l.number from field.alert_link l where l.id = alert.link_id),
    -- The next round that goes there, or the last one that was to.
    'round', (
      select jsonb_build_object('id', r.id, 'date', r.service_date, 'slot', r.slot, 'status', r.status, 'team_id', r.team_id)
      from field.stop s join field.round r on r.id = s.round_id
      where s.alert_id = alert.id and r.status not in ('cancelled', 'rejected')
      order by r.service_date < today, r.service_date, r.id limit 1
    )
  )
$$;
comment on function field.describe_alert(field.alert, date) is
  'An alert as leads open it: where, when, by whom it came, what became of it, and the round that goes there.';
revoke all on function field.describe_alert(field.alert, date) from public;
