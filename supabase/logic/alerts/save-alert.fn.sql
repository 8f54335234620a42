create or replace function api.save_alert(alert uuid, cell integer, slot text, source text, due_on date)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  today date := (select release.today(o.time_zone) from org.organisation o where o.id = caller.organisation_id);
  known_slot field.slot := field.alert_slot(slot);
  known field.alert;
begin
  perform org.require_second_factor();
  if alert is null or (cell between 0 and 99999999) is distinct from true
    or (source = any (enum_range(null::field.alert_source)::text[])) is distinct from true
    or (due_on between today and today + 60) is distinct from true then
    perform org.refuse('RP001', 'An alert has an id, a cell, a source, and a deadline within 60 days.');
  end if;
  if exists (select from field.alert a where a.id = field.own_id(caller.organisation_id, save_alert.alert)) then
    known := field.own_alert(caller, field.own_id(caller.organisation_id, alert));
  elsif exists (select from field.alert a where a.id = save_alert.alert and a.organisation_id = caller.organisation_id) then
    known := field.own_alert(caller, alert);
  end if;
  if known.outcome is not null then
    perform org.refuse('RP003', 'The alert is closed: reopen it first.');
  end if;
  if known.id is null then
    known.id := field.own_id(caller.organisation_id, alert);
    insert into field.alert (id, organisation_id, cell, slot, source, received_on, due_on, entered_by)
    values (
      known.id, caller.organisation_id, save_alert.cell, known_slot, save_alert.source::field.alert_source, today,
      save_alert.due_on, caller.id
    );
  else
    update field.alert a set
      cell = save_alert.cell, slot = known_slot, source = save_alert.source::field.alert_source, due_on = save_alert.due_on
    where a.id = known.id;
    -- A planned stop goes where the alert was; elsewhere it no longer answers it.
    update field.stop s set alert_id = null where s.alert_id = known.id and s.cell <> save_alert.cell;
  end if;
  perform audit.write('alert_saved', known.id);
  return jsonb_build_object('id', known.id);
end
$$;
comment on function api.save_alert(uuid, integer, text, text, date) is
  'Leads, with a fresh code: writes a field alert under an id made on the device, or changes one that waits. Sending again changes nothing more.';
revoke all on function api.save_alert(uuid, integer, text, text, date) from public;
grant execute on function api.save_alert(uuid, integer, text, text, date) to authenticated;
