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
    -- Visits to living sites are left out: a lone cell visited again and again would give a site away. But the leads of
    -- the team that planned one see its stop among the others of their week: left out for them too, it would be the
    -- only stop that nobody seems to have reached.
    select v.cell, v.slot, max(v.service_date) as last_on
    from field.visit v join field.round r on r.id = v.round_id cross join clock
    where v.organisation_id = caller.organisation_id
      and v.service_date between clock.today - 182 and clock.today
      and v.outcome is distinct from 'not_reached'
      and (
        v.site_id is null and not v.at_living_site
        or caller.role = 'lead' and r.team_id = caller.team_id and v.stop_id is not null
      )
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

-- logic: rounds/carried-cells.fn.sql
create or replace function field.carried_cells(organisation uuid, team uuid, monday date)
returns setof integer
language sql stable strict security invoker rows 20
set search_path = ''
as $$
  select distinct s.cell
  from field.round r join field.stop s on s.round_id = r.id
  where r.organisation_id = carried_cells.organisation and r.team_id = carried_cells.team
    and r.service_date between monday - 7 and monday - 1
    -- Stops at living sites too: left out, they would be told by it.
    and r.status in ('running', 'done', 'validated')
    and not exists (
      select from field.visit v
      where v.organisation_id = r.organisation_id and v.service_date between monday - 7 and monday - 1
        and v.cell = s.cell and v.outcome is distinct from 'not_reached'
    )
  order by s.cell
$$;
comment on function field.carried_cells(uuid, uuid, date) is
  'Cells that a team set out for in the week before and that nobody reached: wanted in this week''s rounds.';
revoke all on function field.carried_cells(uuid, uuid, date) from public;

