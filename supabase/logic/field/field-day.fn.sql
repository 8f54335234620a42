create or replace function api.field_day()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead');
  zone text := (select o.time_zone from org.organisation o where o.id = caller.organisation_id);
begin
  return jsonb_build_object(
    'now_day', release.today(zone), 'days', to_jsonb(field.service_days(zone)), 'team_id', caller.team_id,
    'rounds', coalesce((
      select jsonb_agg(jsonb_build_object(
        'id', r.id, 'version', r.version, 'date', r.service_date, 'slot', r.slot, 'mode', r.mode, 'status', r.status,
        'leaves_at', coalesce(r.leaves_at, 360 * array_position(enum_range(null::field.slot), r.slot)),
        'minutes', coalesce(r.planned_minutes, 180), 'sector_id', r.sector_id, 'safety', to_jsonb(r.safety),
        'members', coalesce((
          select jsonb_agg(m.member_id order by m.member_id) from field.round_member m where m.round_id = r.id
        ), '[]'),
        'own', r.unplanned and r.lead_member is not distinct from caller.id,
        'stops', coalesce((
          select jsonb_agg(jsonb_build_object(
            'id', s.id, 'cell', s.cell, 'minutes', s.planned_minutes,
            'kind', case when s.site_id is not null then 'site' when s.alert_id is not null then 'alert' else 'place' end,
            'done', exists (select from field.visit v where v.stop_id = s.id)
          ) order by s.position, s.id)
          from field.stop s where s.round_id = r.id
        ), '[]')
      ) order by r.service_date, r.slot, r.id)
      from field.round r
      where r.organisation_id = caller.organisation_id and r.batch_id is null
        and r.service_date = any (field.service_days(zone))
        and r.status in ('planned', 'running', 'done', 'validated')
        and field.goes_out(caller, r)
    ), '[]')
  );
end
$$;
comment on function api.field_day() is
  'The rounds of the day that goes on now in which the caller goes out, with their stops: what a phone needs in the street. Nothing of what was met.';
revoke all on function api.field_day() from public;
grant execute on function api.field_day() to authenticated;
