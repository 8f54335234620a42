create or replace function api.alerts()
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  today date := (select release.today(o.time_zone) from org.organisation o where o.id = caller.organisation_id);
  told jsonb;
begin
  perform org.require_second_factor();
  select coalesce(jsonb_agg(field.describe_alert(a, today) order by a.outcome is not null, a.due_on, a.id), '[]') into told
  from field.alert a
  where a.organisation_id = caller.organisation_id and (a.outcome is null or a.closed_on > today - 28);
  perform audit.write('alerts_opened', null, jsonb_build_object('alerts', jsonb_array_length(told)));
  return jsonb_build_object('today', today, 'alerts', told);
end
$$;
comment on function api.alerts() is
  'Leads, with a fresh code: field alerts that wait and those closed in the last four weeks. Each opening is audited.';
revoke all on function api.alerts() from public;
grant execute on function api.alerts() to authenticated;
