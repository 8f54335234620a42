create or replace function field.pending_alerts(organisation uuid, today date)
returns table (cell integer, slot field.slot, due_in_days integer)
language sql stable strict security invoker rows 20
set search_path = ''
as $$
  select a.cell, t.slot, min(a.due_on) - today
  from field.alert a
  join unnest(enum_range(null::field.slot)) as t (slot) on a.slot is null or a.slot = t.slot
  where a.organisation_id = organisation and a.outcome is null and a.closed_on is null and a.received_on <= today
    and a.cell is not null
  group by a.cell, t.slot
$$;
comment on function field.pending_alerts(uuid, date) is
  'Alerts that wait, by cell and slot (one without a slot: all four), with the days to the nearest deadline; negative past it.';
revoke all on function field.pending_alerts(uuid, date) from public;
