-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

-- logic: coverage/coverage-of.fn.sql
create or replace function field.coverage_of(caller org.member, sector uuid, slot text)
returns table (cell integer, slot field.slot, state text, days integer, target_days integer)
language sql stable security invoker rows 8000
set search_path = ''
as $$
  with clock as (
    select release.today(o.time_zone) as today from org.organisation o where o.id = caller.organisation_id
  ),
  target as materialized (
    select t.* from field.sector_targets(
      caller.organisation_id, case when caller.role = 'lead' then null else caller.team_id end, coverage_of.sector
    ) t
  ),
  visited as materialized (
    -- Visits to living sites are left out: a lone cell visited again and again would give a site away.
    select v.cell, v.slot, max(v.service_date) as last_on
    from field.visit v join field.round r on r.id = v.round_id cross join clock
    where v.organisation_id = caller.organisation_id
      and v.service_date between clock.today - 182 and clock.today
      and v.site_id is null and not v.at_living_site and v.outcome is distinct from 'not_reached'
      and r.status in ('done', 'validated')
      and (caller.role = 'lead' or r.team_id = caller.team_id)
      and (coverage_of.sector is null or v.cell in (select c.cell from org.sector_cell c where c.sector_id = coverage_of.sector))
    group by v.cell, v.slot
  ),
  place as (
    select t.cell, t.slot, t.target_days, v.last_on
    from target t left join visited v on v.cell = t.cell and v.slot = t.slot
    union all
    select v.cell, v.slot, 14, v.last_on
    from visited v
    where coverage_of.sector is null
      and not exists (select from target t where t.cell = v.cell and t.slot = v.slot)
  )
  select p.cell, p.slot,
    case
      when p.last_on is null then 'never'
      when clock.today - p.last_on > p.target_days then 'overdue'
      else 'visited'
    end,
    clock.today - p.last_on,
    p.target_days
  from place p cross join clock
  where coverage_of.slot is null or p.slot::text = coverage_of.slot
$$;
comment on function field.coverage_of(org.member, uuid, text) is
  'State of every cell of the caller''s sectors, and of visited cells outside, by slot: never, overdue (beyond the target interval, 14 days outside sectors) or visited, with days since the last complete visit and the interval. No outcome, no count.';
revoke all on function field.coverage_of(org.member, uuid, text) from public;

-- logic: coverage/coverage.fn.sql
create or replace function api.coverage(sector uuid default null, slot text default null)
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead');
begin
  return (
    select jsonb_build_object(
      'cell', coalesce(jsonb_agg(c.cell_step), '[]'), 'slot', coalesce(jsonb_agg(c.slot), '[]'),
      'state', coalesce(jsonb_agg(c.state), '[]'), 'days', coalesce(jsonb_agg(c.days), '[]'),
      'target_days', coalesce(jsonb_agg(c.target_days), '[]')
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
returns jsonb
language sql stable security invoker
set search_path = ''
as $$
  -- Sorted once: an aggregate with an order of its own sorts anew for each column.
  with chance as (
    select jsonb_agg(k.class) as classes, bool_and(k.fallback) as fallback
    from (select c.* from field.chance_of(caller, describe_memory.sector, today) c order by c.cell, c.slot) k
  ),
  live as (
    select jsonb_agg(k.days) as days, jsonb_agg(k.target_days) as target_days
    from (select c.* from field.coverage_of(caller, describe_memory.sector, null) c order by c.cell, c.slot) k
  ),
  followed as materialized (
    select f.* from release.follow_up_districts(caller.organisation_id) f
  ),
  place as (
    select jsonb_agg(c.step order by c.cell) as cells, jsonb_agg(f.weeks order by c.cell) as follow_up,
      jsonb_agg(case when d.square is null then 0 else 10 end order by c.cell) as addition
    from (
      select k.cell, k.cell - lag(k.cell, 1, 0) over (order by k.cell) as step
      from org.sector_cell k where k.sector_id = describe_memory.sector
    ) c
    left join followed f on f.square = grid.square_of(c.cell, 8)
    left join field.due_districts(caller.organisation_id, today) as d (square) on d.square = grid.square_of(c.cell, 8)
  )
  select jsonb_build_object(
    'cell', coalesce(p.cells, '[]'), 'chance', coalesce(k.classes, '[]'), 'days', coalesce(l.days, '[]'),
    'target_days', coalesce(l.target_days, '[]'), 'follow_up', coalesce(p.follow_up, '[]'),
    'addition', coalesce(p.addition, '[]'),
    'alerts', coalesce((
      select jsonb_agg(jsonb_build_object('cell', w.cell, 'slot', w.slot, 'due_in_days', w.due_in_days) order by w.cell, w.slot)
      from field.pending_alerts(caller.organisation_id, today) w
      join org.sector_cell c on c.sector_id = describe_memory.sector and c.cell = w.cell
    ), '[]'),
    'fallback', coalesce(k.fallback, true)
  )
  from place p cross join chance k cross join live l
$$;
comment on function field.describe_memory(org.member, uuid, date) is
  'Working memory of a sector as columns: by cell its difference to the one before, weeks since an eviction in or next to its district, and an addition in points; by cell and slot (four in a row) the class of chance, days since the last visit and the target interval; alerts that wait. No count, no date, no cause of the addition.';
revoke all on function field.describe_memory(org.member, uuid, date) from public;

