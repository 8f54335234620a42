create or replace function field.chance_of(caller org.member, sector uuid, today date)
returns table (cell integer, slot field.slot, class smallint, fallback boolean)
language sql stable security invoker rows 8000
-- Little is known of the tables made here: guessing few rows, the planner would compare pair by pair.
set enable_nestloop = off
set jit = off
set search_path = ''
as $$
  with history as materialized (
    select h.* from field.slot_histories(caller.organisation_id, today) h
  ),
  missed as (
    select h.visits, count(*)::integer as places from history h where h.met = 0 group by h.visits
  ),
  occupancy as materialized (
    select f.* from field.fit_occupancy(
      (select count(*)::integer from history h where h.visits > 1),
      (select count(*)::integer from history h where h.met > 0),
      (select coalesce(sum(h.met), 0)::integer from history h),
      (select coalesce(sum(h.visits), 0)::integer from history h where h.met > 0),
      (select coalesce(array_agg(m.visits order by m.visits), '{}') from missed m),
      (select coalesce(array_agg(m.places order by m.visits), '{}') from missed m)
    ) f
  ),
  place as materialized (
    select c.cell from org.sector_cell c where c.sector_id = chance_of.sector
  ),
  -- One row a cell, slots side by side, so that the cells around are looked up once and not slot by slot.
  visited as materialized (
    select h.cell,
      sum(case h.slot when 'morning' then h.weight else 0 end) as w1,
      sum(case h.slot when 'afternoon' then h.weight else 0 end) as w2,
      sum(case h.slot when 'evening' then h.weight else 0 end) as w3,
      sum(case h.slot when 'night' then h.weight else 0 end) as w4,
      sum(case h.slot when 'morning' then h.met_weight else 0 end) as m1,
      sum(case h.slot when 'afternoon' then h.met_weight else 0 end) as m2,
      sum(case h.slot when 'evening' then h.met_weight else 0 end) as m3,
      sum(case h.slot when 'night' then h.met_weight else 0 end) as m4
    from history h
    where h.cell between (select min(p.cell) - 20002 from place p) and (select max(p.cell) + 20002 from place p)
    group by h.cell
  ),
  -- A Gaussian of 1 km, cut at 2 km each way, is one along the rows and then one across them: ten looks, not 25.
  kernel (step, k) as (
    values (-2, exp(-2::float8)), (-1, exp(-0.5::float8)), (0, 1::float8), (1, exp(-0.5::float8)), (2, exp(-2::float8))
  ),
  along as materialized (
    select v.cell + k.step as cell, sum(k.k * v.w1) as w1, sum(k.k * v.w2) as w2, sum(k.k * v.w3) as w3, sum(k.k * v.w4) as w4,
      sum(k.k * v.m1) as m1, sum(k.k * v.m2) as m2, sum(k.k * v.m3) as m3, sum(k.k * v.m4) as m4
    from visited v cross join kernel k
    where v.cell % 10000 + k.step between 0 and 9999
    group by v.cell + k.step
  ),
  around as materialized (
    select p.cell, sum(k.k * a.w1) as w1, sum(k.k * a.w2) as w2, sum(k.k * a.w3) as w3, sum(k.k * a.w4) as w4,
      sum(k.k * a.m1) as m1, sum(k.k * a.m2) as m2, sum(k.k * a.m3) as m3, sum(k.k * a.m4) as m4
    from place p cross join kernel k join along a on a.cell = p.cell + k.step * 10000
    group by p.cell
  ),
  heat as materialized (
    select h.square + north * 10000 + east as cell, max(h.class)::integer as class
    from field.newest_heat(caller) h
    cross join lateral generate_series(0, h.size_km - 1) north
    cross join lateral generate_series(0, h.size_km - 1) east
    group by 1
  ),
  known as (
    select p.cell, k.slot, k.own_visits, k.own_met,
      -- The whole weight of the slot and part of the others', without what the cell itself has in the slot.
      greatest(0, (1 - t.other_slots) * k.visits + t.other_slots * s.visits - k.own_visits) as lent_visits,
      greatest(0, (1 - t.other_slots) * k.met + t.other_slots * s.met - k.own_met) as lent_met,
      t.heat_centres[1 + coalesce(h.class, 0)] as centre, t.optimism, t.borrowed_visits, t.heat_visits
    from place p
    cross join field.chance_tuning() t
    left join around a on a.cell = p.cell
    left join visited v on v.cell = p.cell
    left join heat h on h.cell = p.cell
    cross join lateral (
      select coalesce(a.w1 + a.w2 + a.w3 + a.w4, 0) as visits, coalesce(a.m1 + a.m2 + a.m3 + a.m4, 0) as met offset 0
    ) s
    cross join lateral (values
      ('morning'::field.slot, coalesce(a.w1, 0), coalesce(a.m1, 0), coalesce(v.w1, 0), coalesce(v.m1, 0)),
      ('afternoon', coalesce(a.w2, 0), coalesce(a.m2, 0), coalesce(v.w2, 0), coalesce(v.m2, 0)),
      ('evening', coalesce(a.w3, 0), coalesce(a.m3, 0), coalesce(v.w3, 0), coalesce(v.m3, 0)),
      ('night', coalesce(a.w4, 0), coalesce(a.m4, 0), coalesce(v.w4, 0), coalesce(v.m4, 0))
    ) k (slot, visits, met, own_visits, own_met)
    -- Steps below end in "offset 0": else each use of a value would work it out anew.
    offset 0
  ),
  posterior as (
    select n.cell, n.slot, n.visits, n.optimism, (n.own_met + n.share * n.lent_met + n.heat_visits * n.centre) / n.visits as mean
    from (
      select s.*, s.own_visits + s.share * s.lent_visits + s.heat_visits as visits
      from (
        select k.*, least(1, k.borrowed_visits / greatest(k.lent_visits, k.borrowed_visits)) as share from known k offset 0
      ) s
      offset 0
    ) n
    offset 0
  ),
  judged as (
    select p.cell, p.slot, o.presence, o.fallback,
      -- To nine digits: sums in another order differ in the last ones.
      floor(
        least(1, p.mean + p.optimism * sqrt(greatest(0, p.mean * (1 - p.mean)) / (p.visits + 1))) * 1e9 + 0.5
      ) / 1e9 as chance,
      o.presence * power(1 - o.detection, coalesce(h.misses, 0)) as unseen
    from posterior p cross join occupancy o
    left join history h on h.cell = p.cell and h.slot = p.slot
    offset 0
  )
  select j.cell, j.slot,
    case
      -- Unlikely only where emptiness is likely too: presence after n misses = psi (1-p)^n / (1 - psi + psi (1-p)^n).
      when j.chance < 0.15 then case when j.unseen / (1 - j.presence + j.unseen) <= 0.5 then 1 else 2 end
      when j.chance < 0.35 then 2
      when j.chance < 0.6 then 3
      else 4
    end::smallint,
    j.fallback
  from judged j
$$;
comment on function field.chance_of(org.member, uuid, date) is
  'Chance of meeting someone by cell and slot of a sector, as a class from 1 (unlikely) to 4 (very likely): Beta posterior of the visits of 8 weeks, with what cells around and the newest lead window lend, plus optimism (planning.md); and whether stated values stand in for the occupancy model. src/domain/meeting-chance.ts calls it meetingClass.';
revoke all on function field.chance_of(org.member, uuid, date) from public;
