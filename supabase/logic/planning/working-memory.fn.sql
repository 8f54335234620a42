create or replace function api.working_memory(sector uuid)
returns json
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  planned org.sector;
  openings_left integer;
  today date := (select release.today(o.time_zone) from org.organisation o where o.id = caller.organisation_id);
begin
  perform org.require_second_factor();
  planned := org.planned_sector(caller, sector);
  openings_left := audit.require_opening(caller, 'working_memory_opened', 12);
  perform audit.write('working_memory_opened', planned.id);
  return (
    select json_build_object(
      'cell', m.cells, 'chance', m.chance, 'days', m.days, 'target_days', m.target_days, 'follow_up', m.follow_up,
      'addition', m.addition, 'alerts', m.alerts, 'fallback', m.fallback,
      'sector', planned.id, 'openings_left', openings_left, 'explore_percent', planned.explore_percent,
      'from', date_trunc('week', today)::date, 'until', date_trunc('week', today)::date + 13
    )
    from field.describe_memory(caller, planned.id, today) m
  );
end
$$;
comment on function api.working_memory(uuid) is
  'Leads, with a fresh second factor, for one sector of their own team and the current and next week: class of the chance of meeting someone, coverage, alerts and follow-up by cell and slot. 12 openings a day for each account, each in the audit log; RP007 beyond. It has no form that spans sectors or time.';
revoke all on function api.working_memory(uuid) from public;
grant execute on function api.working_memory(uuid) to authenticated;
