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
