create or replace function api.fill_week(monday date)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  today date := (select release.today(o.time_zone) from org.organisation o where o.id = caller.organisation_id);
  made uuid[];
begin
  perform field.require_monday(monday);
  if monday + 6 < today or monday > today + 371 then
    perform org.refuse('RP001', 'A week is filled from its own days on, at most 53 weeks ahead.');
  end if;
  with fresh as (
    insert into field.round (
      id, organisation_id, team_id, service_date, slot, lead_member, mode, sector_id, planned_minutes, status,
      start_cell, end_cell, leaves_at, max_stops, safety, template_id, changed_by, changed_at
    )
    select field.part_id(t.id, (monday + t.weekday - 1)::text), t.organisation_id, t.team_id, monday + t.weekday - 1,
      t.slot, (select m.id from org.member m where m.id = t.lead_member and m.left_at is null and m.team_id = t.team_id),
      t.mode, t.sector_id, t.planned_minutes, 'draft', t.start_cell, t.end_cell, t.leaves_at, t.max_stops, t.safety,
      t.id, caller.id, release.now()
    from field.round_template t
    where t.organisation_id = caller.organisation_id and t.team_id = caller.team_id
      and monday + t.weekday - 1 >= today
    on conflict do nothing
    returning id
  )
  select coalesce(array_agg(f.id order by f.id), '{}') into made from fresh f;
  insert into field.round_member (round_id, member_id)
  select r.id, m.member_id
  from field.round r
  join field.template_member m on m.template_id = r.template_id
  join org.member k on k.id = m.member_id and k.left_at is null and k.team_id = r.team_id
  where r.id = any (made);
  if cardinality(made) > 0 then
    perform audit.write('week_filled', null, jsonb_build_object('rounds', cardinality(made)));
  end if;
  return jsonb_build_object('made', to_jsonb(made));
end
$$;
comment on function api.fill_week(date) is
  'Leads: makes drafts from the templates of their own team for the days of a week that are not over, each at most once; one that was cancelled does not come back. Answers the ids of those that are new.';
revoke all on function api.fill_week(date) from public;
grant execute on function api.fill_week(date) to authenticated;
