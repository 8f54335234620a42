-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

-- logic: files/export-visits.fn.sql
create or replace function api.export_visits(from_day text, to_day text)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  first_day date := field.parse_day(from_day);
  last_day date := field.parse_day(to_day);
  told jsonb;
begin
  perform org.require_second_factor();
  if first_day is null or last_day is null or last_day < first_day or last_day - first_day > 366 then
    perform org.refuse('RP001', 'from_day and to_day are days, in this order and at most 366 days apart.');
  end if;
  with visit as materialized (
    select * from field.visits_between(caller, first_day, last_day)
  ),
  round as materialized (
    select r.id, r.service_date, r.slot, t.name as team, r.mode, r.planned_minutes,
      (select count(*) from visit v where v.round_id = r.id) as visits
    from field.round r join org.team t on t.id = r.team_id
    where r.organisation_id = caller.organisation_id
      and r.service_date between first_day and last_day and r.status in ('done', 'validated')
  )
  select jsonb_build_object(
    'from', first_day, 'to', last_day,
    'rounds', (
      select jsonb_build_object(
        'date', coalesce(jsonb_agg(r.service_date order by r.service_date, r.slot, r.team, r.id), '[]'),
        'slot', coalesce(jsonb_agg(r.slot order by r.service_date, r.slot, r.team, r.id), '[]'),
        'team', coalesce(jsonb_agg(r.team order by r.service_date, r.slot, r.team, r.id), '[]'),
        'mode', coalesce(jsonb_agg(r.mode order by r.service_date, r.slot, r.team, r.id), '[]'),
        'minutes', coalesce(jsonb_agg(r.planned_minutes order by r.service_date, r.slot, r.team, r.id), '[]'),
        'cells', coalesce(jsonb_agg(r.visits order by r.service_date, r.slot, r.team, r.id), '[]')
      ) from round r
    ),
    -- By cell inside a slot: never in the order in which a team went.
    'visits', (
      select jsonb_build_object(
        'date', coalesce(jsonb_agg(v.service_date order by v.service_date, v.slot, v.team, v.cell, v.round_id), '[]'),
        'slot', coalesce(jsonb_agg(v.slot order by v.service_date, v.slot, v.team, v.cell, v.round_id), '[]'),
        'team', coalesce(jsonb_agg(v.team order by v.service_date, v.slot, v.team, v.cell, v.round_id), '[]'),
        'cell', coalesce(jsonb_agg(v.cell order by v.service_date, v.slot, v.team, v.cell, v.round_id), '[]'),
        'minutes', coalesce(jsonb_agg(v.minutes order by v.service_date, v.slot, v.team, v.cell, v.round_id), '[]')
      ) from visit v
    )
  ) into told;
  perform audit.write('visits_exported', null, jsonb_build_object(
    'rounds', jsonb_array_length(told -> 'rounds' -> 'date'), 'visits', jsonb_array_length(told -> 'visits' -> 'date'),
    'days', last_day - first_day + 1
  ));
  return told;
end
$$;
comment on function api.export_visits(text, text) is
  'Lead, with a fresh code: rounds that were done and the cells they visited, as columns, for at most 366 days; planned minutes, no outcome, no count of youths, no living site. Audited with how many rows.';
revoke all on function api.export_visits(text, text) from public;
grant execute on function api.export_visits(text, text) to authenticated;

-- logic: files/visits-between.fn.sql
create or replace function field.visits_between(caller org.member, from_day date, to_day date)
returns table (round_id uuid, service_date date, slot field.slot, team text, cell integer, minutes integer)
language sql stable security invoker
set search_path = ''
as $$
  -- As coverage does: complete visits of rounds that are done, living sites left out (a lone cell visited again and
  -- again would give a site away). One row for a round and a cell: how often it was written says who met whom.
  -- Minutes are the stop's planned ones, for the own team: recorded minutes tell whether somebody was met.
  select r.id, r.service_date, r.slot, t.name, v.cell,
    max(case when r.team_id = caller.team_id and s.site_id is null and s.alert_id is null then s.planned_minutes end)
  from field.round r
  join org.team t on t.id = r.team_id
  join field.visit v on v.round_id = r.id
  left join field.stop s on s.id = v.stop_id
  where r.organisation_id = caller.organisation_id
    and r.service_date between from_day and to_day and r.status in ('done', 'validated')
    and v.site_id is null and not v.at_living_site and v.outcome is distinct from 'not_reached'
  group by r.id, r.service_date, r.slot, t.name, v.cell
$$;
comment on function field.visits_between(org.member, date, date) is
  'Complete street visits of an organisation''s done rounds between two service dates, one row for a round and a cell: date, slot, team, cell, planned minutes of the own team''s stops. No outcome, no count, no recorded minutes.';
revoke all on function field.visits_between(org.member, date, date) from public;

-- logic: heatmap/export-release.fn.sql
create or replace function api.export_release(
  tier text, breakdown text default 'total', category text default 'all', from_window text default null, to_window text default null
)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  -- The map's own function: a file can say nothing that the map does not.
  told jsonb := api.heat(tier, breakdown, category, from_window, to_window);
  own text := case when export_release.tier in ('educator', 'lead') then export_release.tier else 'lead' end;
begin
  perform audit.write('release_exported', null, jsonb_build_object(
    'windows', told -> 'windows', 'leaves', jsonb_array_length(told -> 'leaf')
  ));
  return told || jsonb_build_object(
    'policy', release.describe_rules(release.current_policy(caller.organisation_id), own::release.tier),
    'published_at', (
      select max(w.published_at) from release.visible_windows(caller, own) w
      where w.starts_on between (told ->> 'from')::date and (told ->> 'to')::date
    )
  );
end
$$;
comment on function api.export_release(text, text, text, text, text) is
  'Lead: what api.heat answers for the same question, with the rules it follows and when the newest of its windows was published; audited with how many windows and leaves.';
revoke all on function api.export_release(text, text, text, text, text) from public;
grant execute on function api.export_release(text, text, text, text, text) to authenticated;

