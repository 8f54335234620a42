-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

drop function api.coverage(uuid,text), api.working_memory(uuid), field.describe_memory(org.member,uuid,date);

-- logic: coverage/coverage.fn.sql
create or replace function api.coverage(sector uuid default null, slot text default null)
returns json
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead');
begin
  return (
    -- json, not jsonb: the columns go out as they are, and are not taken apart into numbers and put together again.
    select json_build_object(
      'cell', coalesce(json_agg(c.cell_step), '[]'), 'slot', coalesce(json_agg(c.slot), '[]'),
      'state', coalesce(json_agg(c.state), '[]'), 'days', coalesce(json_agg(c.days), '[]'),
      'target_days', coalesce(json_agg(c.target_days), '[]')
    )
    from (
      -- Sorted once: an aggregate with an order of its own sorts anew for each column.
      select k.*, k.cell - lag(k.cell, 1, 0) over (order by k.cell, k.slot) as cell_step
      from field.coverage_of(caller, coverage.sector, coverage.slot) k
      order by k.cell, k.slot
    ) c
  );
end
$$;
comment on function api.coverage(uuid, text) is
  'Where teams went in 26 weeks, by cell and slot: educators their team, leads the organisation. Columns of equal length; cell holds differences; target_days is the interval aimed at. Unknown sectors and slots answer empty columns.';
revoke all on function api.coverage(uuid, text) from public;
grant execute on function api.coverage(uuid, text) to authenticated;

-- logic: planning/describe-memory.fn.sql
create or replace function field.describe_memory(caller org.member, sector uuid, today date)
returns table (
  cells json, chance json, days json, target_days json, follow_up json, addition json, alerts json, fallback boolean
)
language sql stable security invoker rows 1
set search_path = ''
as $$
  -- Sorted once: an aggregate with an order of its own sorts anew for each column. json, not jsonb: columns go out as they are.
  with chance as (
    select json_agg(k.class) as classes, bool_and(k.fallback) as fallback
    from (select c.* from field.chance_of(caller, describe_memory.sector, today) c order by c.cell, c.slot) k
  ),
  live as (
    select json_agg(k.days) as days, json_agg(k.target_days) as target_days
    from (select c.* from field.coverage_of(caller, describe_memory.sector, null) c order by c.cell, c.slot) k
  ),
  followed as materialized (
    select f.* from release.follow_up_districts(caller.organisation_id) f
  ),
  place as (
    select json_agg(c.step order by c.cell) as cells, json_agg(f.weeks order by c.cell) as follow_up,
      json_agg(case when d.square is null then 0 else 10 end order by c.cell) as addition
    from (
      select k.cell, k.cell - lag(k.cell, 1, 0) over (order by k.cell) as step
      from org.sector_cell k where k.sector_id = describe_memory.sector
    ) c
    left join followed f on f.square = grid.square_of(c.cell, 8)
    left join field.due_districts(caller.organisation_id, today) as d (square) on d.square = grid.square_of(c.cell, 8)
  )
  select coalesce(p.cells, '[]'), coalesce(k.classes, '[]'), coalesce(l.days, '[]'), coalesce(l.target_days, '[]'),
    coalesce(p.follow_up, '[]'), coalesce(p.addition, '[]'),
    coalesce((
      select json_agg(json_build_object('cell', w.cell, 'slot', w.slot, 'due_in_days', w.due_in_days) order by w.cell, w.slot)
      from field.pending_alerts(caller.organisation_id, today) w
      join org.sector_cell c on c.sector_id = describe_memory.sector and c.cell = w.cell
    ), '[]'),
    coalesce(k.fallback, true)
  from place p cross join chance k cross join live l
$$;
comment on function field.describe_memory(org.member, uuid, date) is
  'Working memory of a sector as columns: by cell its difference to the one before, weeks since an eviction in or next to its district, and an addition in points; by cell and slot (four in a row) the class of chance, days since the last visit and the target interval; alerts that wait. No count, no date, no cause of the addition.';
revoke all on function field.describe_memory(org.member, uuid, date) from public;

-- logic: planning/working-memory.fn.sql
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

