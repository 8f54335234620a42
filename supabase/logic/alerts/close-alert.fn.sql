create or replace function api.close_alert(alert uuid, outcome text)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  today date := (select release.today(o.time_zone) from org.organisation o where o.id = caller.organisation_id);
  known field.alert;
begin
  perform org.require_second_factor();
  if outcome is not null and outcome <> all (enum_range(null::field.alert_outcome)::text[]) then
    perform org.refuse('RP001', 'outcome is met, nobody, not_reached, obsolete, or null to reopen.');
  end if;
  known := field.own_alert(caller, alert);
  update field.alert a set
    outcome = close_alert.outcome::field.alert_outcome,
    closed_on = case when close_alert.outcome is not null then greatest(today, a.received_on) end
  where a.id = known.id;
  perform audit.write(case when outcome is null then 'alert_reopened' else 'alert_closed' end, known.id);
  return jsonb_build_object('id', known.id);
end
$$;
comment on function api.close_alert(uuid, text) is
  'Leads, with a fresh code: what became of a field alert, nobody met and not reached included; null reopens it.';
revoke all on function api.close_alert(uuid, text) from public;
grant execute on function api.close_alert(uuid, text) to authenticated;
