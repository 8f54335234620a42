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
