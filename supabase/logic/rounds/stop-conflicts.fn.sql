create or replace function api.stop_conflicts(monday date)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  found_ones jsonb;
begin
  perform org.require_second_factor();
  perform field.require_monday(monday);
  select coalesce(jsonb_agg(jsonb_build_object('round', r.id, 'stop', s.id, 'code', k.code) order by r.id, s.position), '[]')
  into found_ones
  from field.round r
  join field.stop s on s.round_id = r.id
  left join field.site site on site.id = s.site_id
  left join field.alert a on a.id = s.alert_id
  cross join lateral (
    select case
      when site.state <> 'active' then 'site_closed'
      when a.due_on < r.service_date and a.outcome is null then 'alert_past_due'
      when a.outcome is not null then 'alert_closed'
    end as code
  ) k
  where r.organisation_id = caller.organisation_id and r.team_id = caller.team_id
    and r.service_date between monday and monday + 6 and r.status in ('draft', 'planned') and k.code is not null;
  perform audit.write('stop_conflicts_opened', null, jsonb_build_object('stops', jsonb_array_length(found_ones)));
  return jsonb_build_object('stops', found_ones);
end
$$;
comment on function api.stop_conflicts(date) is
  'Leads, with a fresh second factor: stops of their own team''s planned rounds of a week that went out of date: site_closed, alert_past_due on the round''s day, alert_closed. It names sites and alerts, so each opening is audited.';
revoke all on function api.stop_conflicts(date) from public;
grant execute on function api.stop_conflicts(date) to authenticated;
