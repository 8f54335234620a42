create or replace function api.stop_conflicts(monday date)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  found_ones jsonb;
  sites integer;
begin
  perform org.require_second_factor();
  perform field.require_monday(monday);
  select coalesce(jsonb_agg(jsonb_build_object('round', r.id, 'stop', s.id, 'code', k.code) order by r.id, s.position), '[]'),
    count(distinct s.site_id) filter (where k.code = 'site_closed')
  into found_ones, sites
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
  -- A stop told to be a site's is an opening of that site: of the register's 20 a day.
  perform audit.require_site_openings(caller, sites, 20);
  perform audit.write(
    'stop_conflicts_opened', null, jsonb_build_object('stops', jsonb_array_length(found_ones), 'sites', sites)
  );
  return jsonb_build_object('stops', found_ones);
end
$$;
comment on function api.stop_conflicts(date) is
  'Leads, with a fresh second factor: stops of their own team''s planned rounds of a week that went out of date: site_closed, alert_past_due on the round''s day, alert_closed. It names sites and alerts, so each opening is audited, and its sites count among the 20 a day of an account; RP007 beyond.';
revoke all on function api.stop_conflicts(date) from public;
grant execute on function api.stop_conflicts(date) to authenticated;
