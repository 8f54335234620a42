create or replace function field.chance_of(caller org.member, cells integer[], today date)
returns table (cell integer, slot field.slot, class smallint)
language sql stable security invoker rows 8000
-- Nothing is known of how many cells are asked for: guessing few, the planner would compare pair by pair.
set enable_nestloop = off
set jit = off
set search_path = ''
as $$
  with history as materialized (
    select h.* from field.slot_histories(caller.organisation_id, today) h
  ),
  -- One row a cell, slots side by side, so that the cells around are looked up once and not slot by slot.
  visited as materialized (
    select h.cell,
      coalesce(sum(h.weight) filter (where h.slot = 'morning'), 0) as w1,
      coalesce(sum(h.weight) filter (where h.slot = 'afternoon'), 0) as w2,
      coalesce(sum(h.weight) filter (where h.slot = 'evening'), 0) as w3,
      coalesce(sum(h.weight) filter (where h.slot = 'night'), 0) as w4,
      coalesce(sum(h.met_weight) filter (where h.slot = 'morning'), 0) as m1,
      coalesce(sum(h.met_weight) filter (where h.slot = 'afternoon'), 0) as m2,
      coalesce(sum(h.met_weight) filter (where h.slot = 'evening'), 0) as m3,
      coalesce(sum(h.met_weight) filter (where h.slot = 'night'), 0) as m4
    from history h group by h.cell
  ),
  kernel as materialized (
    -- A Gaussian of 1 km; cells beyond the square root of 5 km lend nothing.
    select n * 10000 + e as step, e as east, exp(-(n * n + e * e) / 2.0::float8) as k
    from generate_series(-2, 2) n cross join generate_series(-2, 2) e
    where n * n + e * e <= 5
  ),
  near as (
    select c as cell, c + k.step as other, k.k
    from unnest(cells) c cross join kernel k
    where c % 10000 + k.east between 0 and 9999
  ),
  around as (
    select n.cell, sum(n.k * v.w1) as w1, sum(n.k * v.w2) as w2, sum(n.k * v.w3) as w3, sum(n.k * v.w4) as w4,
      sum(n.k * v.m1) as m1, sum(n.k * v.m2) as m2, sum(n.k * v.m3) as m3, sum(n.k * v.m4) as m4
    from near n join visited v on v.cell = n.other
    group by n.cell
  ),
  heat as (
    select c as cell, max(h.class)::integer as class
    from unnest(cells) c
    cross join unnest(array[1, 2, 4, 8]) as s (size_km)
    join field.newest_heat(caller) h on h.size_km = s.size_km and h.square = grid.square_of(c, s.size_km)
    group by c
  ),
  known as (
    select c as cell, k.slot, coalesce(k.own_visits, 0) as own_visits, coalesce(k.own_met, 0) as own_met,
      -- The whole weight of the slot and part of the others', without what the cell itself has in the slot.
      greatest(0, (1 - t.other_slots) * k.visits + t.other_slots * (a.w1 + a.w2 + a.w3 + a.w4) - coalesce(k.own_visits, 0))
        as lent_visits,
      greatest(0, (1 - t.other_slots) * k.met + t.other_slots * (a.m1 + a.m2 + a.m3 + a.m4) - coalesce(k.own_met, 0))
        as lent_met,
      t.heat_centres[1 + coalesce(h.class, 0)] as centre, t.*
    from unnest(cells) c
    cross join field.chance_tuning() t
    left join around a on a.cell = c
    left join visited v on v.cell = c
    left join heat h on h.cell = c
    cross join lateral (values
      ('morning'::field.slot, a.w1, a.m1, v.w1, v.m1), ('afternoon', a.w2, a.m2, v.w2, v.m2),
      ('evening', a.w3, a.m3, v.w3, v.m3), ('night', a.w4, a.m4, v.w4, v.m4)
    ) k (slot, visits, met, own_visits, own_met)
  ),
  posterior as (
    select p.cell, p.slot, p.visits, p.optimism,
      (p.own_met + p.share * coalesce(p.lent_met, 0) + p.heat_visits * p.centre) / p.visits as mean
    from (
      select k.*, s.share, k.own_visits + s.share * coalesce(k.lent_visits, 0) + k.heat_visits as visits
      from known k
      cross join lateral (
        select least(1, k.borrowed_visits / greatest(coalesce(k.lent_visits, 0), k.borrowed_visits)) as share
      ) s
    ) p
  )
  select p.cell, p.slot,
    case
      -- Unlikely only where emptiness is likely too: presence after n misses = psi (1-p)^n / (1 - psi + psi (1-p)^n).
      when c.chance < 0.15 then case when e.unseen / (1 - o.presence + e.unseen) <= 0.5 then 1 else 2 end
      when c.chance < 0.35 then 2
      when c.chance < 0.6 then 3
      else 4
    end::smallint
  from posterior p
  cross join field.occupancy_of(caller.organisation_id, today) o
  left join history h on h.cell = p.cell and h.slot = p.slot
  -- To nine digits: sums in another order differ in the last ones.
  cross join lateral (
    select round(
      least(1, p.mean + p.optimism * sqrt(greatest(0, p.mean * (1 - p.mean)) / (p.visits + 1)))::numeric, 9
    ) as chance
  ) c
  cross join lateral (
    select o.presence * power(1 - o.detection, coalesce(h.misses, 0)) as unseen
  ) e
$$;
comment on function field.chance_of(org.member, integer[], date) is
  'Chance of meeting someone by cell and slot, as a class from 1 (unlikely) to 4 (very likely): Beta posterior of the visits of 8 weeks, with what cells around and the newest lead window lend, plus optimism (planning.md). src/domain/meeting-chance.ts calls it meetingClass.';
revoke all on function field.chance_of(org.member, integer[], date) from public;
