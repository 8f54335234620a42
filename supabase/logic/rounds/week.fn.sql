create or replace function api.week(monday date)
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead');
  is_lead boolean := caller.role = 'lead';
  zone text := (select o.time_zone from org.organisation o where o.id = caller.organisation_id);
begin
  perform field.require_monday(monday);
  return jsonb_build_object(
    'monday', monday, 'team_id', caller.team_id,
    'rounds', coalesce((
      select jsonb_agg(field.describe_round(caller, r) order by r.service_date, r.slot, r.team_id, r.id)
      from field.round r
      where r.organisation_id = caller.organisation_id and r.batch_id is null
        and r.service_date between monday and monday + 6
        and (is_lead or (
          r.service_date = any (field.service_days(zone)) and r.status <> 'draft' and field.goes_out(caller, r)
        ))
    ), '[]'),
    'people', case when is_lead then field.people(caller.organisation_id) else '[]' end,
    'templates', coalesce((
      select jsonb_agg(field.describe_template(t) order by t.weekday, t.slot, t.id)
      from field.round_template t where is_lead and t.team_id = caller.team_id
    ), '[]'),
    'forbidden', coalesce((
      select jsonb_agg(jsonb_build_object('cell', f.cell, 'round', f.round_id) order by f.cell, f.round_id)
      from field.forbidden_cell f where is_lead and f.team_id = caller.team_id and f.monday = week.monday
    ), '[]'),
    'carried', coalesce((
      select jsonb_agg(c order by c)
      from field.carried_cells(caller.organisation_id, case when is_lead then caller.team_id end, monday) c
    ), '[]')
  );
end
$$;
comment on function api.week(date) is
  'The week from a Monday. Leads: the organisation''s rounds (stops of their own team''s alone), people to assign, and their team''s templates, forbidden cells and cells carried over. Educators: their own rounds of today, and nothing else.';
revoke all on function api.week(date) from public;
grant execute on function api.week(date) to authenticated;
