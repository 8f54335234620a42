create or replace function field.coverage_of(caller org.member, sector uuid, slot text)
returns table (cell integer, slot field.slot, state text, days integer)
language sql stable security invoker
set search_path = ''
as $$
  with clock as (
    select release.today(o.time_zone) as today from org.organisation o where o.id = caller.organisation_id
  ),
  sector_cell as (
    -- A cell of several sectors takes the most demanding interval.
    select c.cell, min(s.target_days) as target_days
    from org.sector s join org.sector_cell c on c.sector_id = s.id
    where s.organisation_id = caller.organisation_id
      and (caller.role = 'lead' or s.team_id = caller.team_id)
      and (coverage_of.sector is null or s.id = coverage_of.sector)
    group by c.cell
  ),
  visited as (
    -- Visits to living sites are left out: a lone cell visited again and again would give a site away.
    select v.cell, v.slot, max(v.service_date) as last_on
    from field.visit v join field.round r on r.id = v.round_id cross join clock
    where v.organisation_id = caller.organisation_id
      and v.service_date between clock.today - 182 and clock.today
      and v.site_id is null and not v.at_living_site and v.outcome is distinct from 'not_reached'
      and r.status in ('done', 'validated')
      and (caller.role = 'lead' or r.team_id = caller.team_id)
    group by v.cell, v.slot
  ),
  place as (
    select c.cell, s.slot from sector_cell c cross join unnest(enum_range(null::field.slot)) as s (slot)
    union
    select v.cell, v.slot from visited v where coverage_of.sector is null
  )
  select p.cell, p.slot,
    case
      when v.last_on is null then 'never'
      when clock.today - v.last_on > coalesce(c.target_days, 14) then 'overdue'
      else 'visited'
    end,
    clock.today - v.last_on
  from place p
  cross join clock
  left join visited v on v.cell = p.cell and v.slot = p.slot
  left join sector_cell c on c.cell = p.cell
  where coverage_of.slot is null or p.slot::text = coverage_of.slot
$$;
comment on function field.coverage_of(org.member, uuid, text) is
  'State of every cell of the caller''s sectors, and of visited cells outside, by slot: never, overdue (beyond the target interval, 14 days outside sectors) or visited, with days since the last complete visit. No outcome, no count.';
revoke all on function field.coverage_of(org.member, uuid, text) from public;
