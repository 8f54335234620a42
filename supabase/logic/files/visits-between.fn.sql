create or replace function field.visits_between(caller org.member, from_day date, to_day date)
returns table (round_id uuid, service_date date, slot field.slot, team text, cell integer, minutes integer)
language sql stable security invoker
set search_path = ''
as $$
  -- As coverage does: complete visits of rounds that are done, living sites left out (a lone cell visited again and
  -- again would give a site away), but for the team that planned them: the one planned cell that is missing, or has no
  -- minutes, would be the site. One row for a round and a cell: how often it was written says who met whom.
  -- Minutes are the stop's planned ones, for the own team: recorded minutes tell whether somebody was met.
  select r.id, r.service_date, r.slot, t.name, v.cell,
    max(case when r.team_id = caller.team_id and s.id is not null then field.stop_minutes() end)
  from field.round r
  join org.team t on t.id = r.team_id
  join field.visit v on v.round_id = r.id
  left join field.stop s on s.id = v.stop_id
  where r.organisation_id = caller.organisation_id
    and r.service_date between from_day and to_day and r.status in ('done', 'validated')
    and v.outcome is distinct from 'not_reached'
    and (v.site_id is null and not v.at_living_site or r.team_id = caller.team_id and v.stop_id is not null)
  group by r.id, r.service_date, r.slot, t.name, v.cell
$$;
comment on function field.visits_between(org.member, date, date) is
  'Complete street visits of an organisation''s done rounds between two service dates, one row for a round and a cell: date, slot, team, cell, planned minutes of the own team''s stops. No outcome, no count, no recorded minutes.';
revoke all on function field.visits_between(org.member, date, date) from public;
