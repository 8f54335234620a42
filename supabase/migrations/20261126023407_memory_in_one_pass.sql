-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

drop function field.chance_of(org.member,integer[],date), field.followed_squares(uuid,date), field.occupancy_of(uuid,date), field.pending_alerts(uuid,integer[],date), field.remembered_visits(uuid,date);

-- logic: planning/chance-of.fn.sql
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

-- logic: planning/describe-memory.fn.sql
create or replace function field.describe_memory(caller org.member, sector uuid, today date)
returns jsonb
language sql stable security invoker
set search_path = ''
as $$
  with chance as (
    select jsonb_agg(k.class order by k.cell, k.slot) as classes, bool_and(k.fallback) as fallback
    from field.chance_of(caller, describe_memory.sector, today) k
  ),
  live as (
    select jsonb_agg(k.days order by k.cell, k.slot) as days, jsonb_agg(k.target_days order by k.cell, k.slot) as target_days
    from field.coverage_of(caller, describe_memory.sector, null) k
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

-- logic: planning/pending-alerts.fn.sql
create or replace function field.pending_alerts(organisation uuid, today date)
returns table (cell integer, slot field.slot, due_in_days integer)
language sql stable strict security invoker rows 20
set search_path = ''
as $$
  select a.cell, t.slot, min(a.due_on) - today
  from field.alert a
  join unnest(enum_range(null::field.slot)) as t (slot) on a.slot is null or a.slot = t.slot
  where a.organisation_id = organisation and a.outcome is null and a.closed_on is null and a.received_on <= today
    and a.cell is not null
  group by a.cell, t.slot
$$;
comment on function field.pending_alerts(uuid, date) is
  'Alerts that wait, by cell and slot (one without a slot: all four), with the days to the nearest deadline; negative past it.';
revoke all on function field.pending_alerts(uuid, date) from public;

-- logic: planning/slot-histories.fn.sql
create or replace function field.slot_histories(organisation uuid, today date)
returns table (cell integer, slot field.slot, visits integer, met integer, misses integer, weight float8, met_weight float8)
-- plpgsql: its statement is planned with the dates known, so that 90 days alone are scanned.
language plpgsql stable security invoker rows 5000
set enable_nestloop = off
set jit = off
set search_path = ''
as $$
#variable_conflict use_column
declare
  t record;
begin
  select * into t from field.chance_tuning();
  return query
  select v.cell, v.slot, count(*)::integer, (count(*) filter (where v.met))::integer,
    (count(*) filter (where not v.met and v.age < coalesce(v.last_met, 1000)))::integer,
    sum(v.weight), sum(case when v.met then v.weight else 0 end)
  from (
    select k.cell, k.slot, k.age, k.met, min(case when k.met then k.age end) over (partition by k.cell, k.slot) as last_met,
      case when k.age <= t.memory_days then power(2::float8, -k.age / t.half_life_days) else 0 end as weight
    from (
      -- 90 days for the occupancy model; the chance itself remembers 8 weeks of them.
      select n.cell, n.slot, slot_histories.today - n.service_date as age, n.outcome <> 'nobody' as met
      from field.visit n
      join field.round r on r.id = n.round_id and r.status in ('done', 'validated')
        and r.organisation_id = slot_histories.organisation
        and r.service_date between slot_histories.today - 90 and slot_histories.today
      where n.organisation_id = slot_histories.organisation
        and n.service_date between slot_histories.today - 90 and slot_histories.today
        and n.site_id is null and not n.at_living_site and n.outcome in ('met', 'seen_avoided', 'nobody')
    ) k
  ) v
  group by v.cell, v.slot;
end
$$;
comment on function field.slot_histories(uuid, date) is
  'An organisation''s visits of 90 days by cell and slot (complete ones of done rounds, living sites excepted; seen_avoided is a meeting): how many, how many met, how many in a row since then did not; and their weights, halved every 4 weeks, over 8 weeks.';
revoke all on function field.slot_histories(uuid, date) from public;

