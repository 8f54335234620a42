-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

drop function field.coverage_of(org.member,uuid,text);

-- logic: access/goes-out.fn.sql
create or replace function field.goes_out(caller org.member, round field.round)
returns boolean
language sql stable security invoker
set search_path = ''
as $$
  select coalesce(round.lead_member = caller.id, false) or exists (
    select from field.round_member m where m.round_id = round.id and m.member_id = caller.id
  )
$$;
comment on function field.goes_out(org.member, field.round) is 'True for those who go out in a round: its lead and its partners.';
revoke all on function field.goes_out(org.member, field.round) from public;

-- logic: access/json-integer.fn.sql
create or replace function field.json_integer(value jsonb)
returns integer
language sql immutable strict security invoker
set search_path = ''
as $$
  -- A number's JSON text has no quotes, so one pattern checks its type and its form before the cast.
  select case when value::text ~ '^[0-9]{1,8}$' then value::text::integer end
$$;
comment on function field.json_integer(jsonb) is 'A whole number of at most 8 digits sent as JSON (a cell has no more); null for anything that is none.';
revoke all on function field.json_integer(jsonb) from public;

-- logic: access/json-uuid.fn.sql
create or replace function field.json_uuid(value jsonb)
returns uuid
language sql immutable strict security invoker
set search_path = ''
as $$
  select case
    when jsonb_typeof(value) = 'string' and value #>> '{}' ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
    then (value #>> '{}')::uuid
  end
$$;
comment on function field.json_uuid(jsonb) is 'An id sent as JSON; null for anything that is none.';
revoke all on function field.json_uuid(jsonb) from public;

-- logic: access/require-own-round.fn.sql
create or replace function field.require_own_round(caller org.member, round uuid)
returns field.round
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  found_one field.round;
begin
  select r.* into found_one from field.round r
  where r.id = require_own_round.round and r.organisation_id = caller.organisation_id and r.batch_id is null
  for update;
  if found_one.id is null then
    perform org.refuse('RP002', 'There is no such round.');
  end if;
  if caller.role <> 'lead' or found_one.team_id is distinct from caller.team_id then
    perform org.refuse('42501', 'Leads change the rounds of their own team.');
  end if;
  return found_one;
end
$$;
comment on function field.require_own_round(org.member, uuid) is
  'Locks a round that the lead may change and returns it: RP002 if the organisation has none such, 42501 for another team''s.';
revoke all on function field.require_own_round(org.member, uuid) from public;

-- logic: access/require-round-goer.fn.sql
create or replace function field.require_round_goer(caller org.member, round uuid)
returns field.round
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  found_one field.round;
begin
  if caller.role = 'lead' then
    return field.require_own_round(caller, round);
  end if;
  select r.* into found_one from field.round r
  where r.id = require_round_goer.round and r.organisation_id = caller.organisation_id
    and field.goes_out(caller, r)
  for update;
  -- A round of others is as unknown as none: its id tells an educator nothing.
  if found_one.id is null then
    perform org.refuse('RP002', 'There is no such round.');
  end if;
  return found_one;
end
$$;
comment on function field.require_round_goer(org.member, uuid) is
  'Locks a round for somebody who goes out in it, or for a lead of its team (who debriefs from paper), and returns it; otherwise RP002, or 42501 for a lead of another team.';
revoke all on function field.require_round_goer(org.member, uuid) from public;

-- logic: clock/service-date-of.fn.sql
create or replace function field.service_date_of(moment timestamptz, time_zone text)
returns date
language sql stable strict security invoker
set search_path = ''
as $$
  -- On the wall clock, so that the night the clocks change belongs to its evening like any other.
  select ((moment at time zone time_zone) - interval '6 hours')::date
$$;
comment on function field.service_date_of(timestamptz, text) is
  'Day of service of a moment in an IANA time zone: the local date of (time - 6 h); src/domain/slot.ts calls it serviceDateOf.';
revoke all on function field.service_date_of(timestamptz, text) from public;

-- logic: clock/service-days.fn.sql
create or replace function field.service_days(time_zone text)
returns date[]
language sql stable strict security invoker
set search_path = ''
as $$
  -- Between midnight and six last night's round still goes on while the morning's is being prepared.
  select case
    when nullif(current_setting('repere.today', true), '') is not null then array[release.today(time_zone)]
    else array[field.service_date_of(clock_timestamp(), time_zone), release.today(time_zone)]
  end
$$;
comment on function field.service_days(text) is
  'The day of service that goes on now, and the calendar day: the same but between midnight and six.';
revoke all on function field.service_days(text) from public;

-- logic: clock/slot-of.fn.sql
create or replace function field.slot_of(moment timestamptz, time_zone text)
returns field.slot
language sql stable strict security invoker
set search_path = ''
as $$
  select (array['night', 'morning', 'afternoon', 'evening']::field.slot[])[
    1 + extract(hour from moment at time zone time_zone)::integer / 6
  ]
$$;
comment on function field.slot_of(timestamptz, text) is
  'Slot of a moment by the wall clock of an IANA time zone: morning 6-12, afternoon 12-18, evening 18-24, night 0-6.';
revoke all on function field.slot_of(timestamptz, text) from public;

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
      'cell', coalesce(jsonb_agg(c.cell_step order by c.cell, c.slot), '[]'),
      'slot', coalesce(jsonb_agg(c.slot order by c.cell, c.slot), '[]'),
      'state', coalesce(jsonb_agg(c.state order by c.cell, c.slot), '[]'),
      'days', coalesce(jsonb_agg(c.days order by c.cell, c.slot), '[]'),
      'target_days', coalesce(jsonb_agg(c.target_days order by c.cell, c.slot), '[]')
    )
    from (
      select k.*, k.cell - lag(k.cell, 1, 0) over (order by k.cell, k.slot) as cell_step
      from field.coverage_of(caller, coverage.sector, coverage.slot) k
    ) c
  );
end
$$;
comment on function api.coverage(uuid, text) is
  'Where teams went in 26 weeks, by cell and slot: educators their team, leads the organisation. Columns of equal length; cell holds differences; target_days is the interval aimed at. Unknown sectors and slots answer empty columns.';
revoke all on function api.coverage(uuid, text) from public;
grant execute on function api.coverage(uuid, text) to authenticated;

-- logic: coverage/sector-targets.fn.sql
create or replace function field.sector_targets(organisation uuid, team uuid, sector uuid)
returns table (cell integer, slot field.slot, target_days integer)
language sql stable security invoker rows 8000
set search_path = ''
as $$
  -- A cell of several sectors takes the most demanding interval.
  select c.cell, t.slot, min(coalesce(own.target_days, s.target_days))
  from org.sector s
  join org.sector_cell c on c.sector_id = s.id
  cross join unnest(enum_range(null::field.slot)) as t (slot)
  left join org.sector_slot_target own on own.sector_id = s.id and own.slot = t.slot
  where s.organisation_id = sector_targets.organisation
    and (sector_targets.team is null or s.team_id = sector_targets.team)
    and (sector_targets.sector is null or s.id = sector_targets.sector)
  group by c.cell, t.slot
$$;
comment on function field.sector_targets(uuid, uuid, uuid) is
  'Target interval in days of every cell and slot of an organisation''s sectors: of one team, or one sector, where these are given.';
revoke all on function field.sector_targets(uuid, uuid, uuid) from public;

-- logic: planning/chance-of.fn.sql
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

-- logic: planning/chance-tuning.fn.sql
create or replace function field.chance_tuning()
returns table (
  optimism float8, half_life_days float8, memory_days integer, borrowed_visits float8, heat_visits float8,
  other_slots float8, heat_centres float8[]
)
language sql immutable security invoker rows 1
set search_path = ''
as $$
  select 0.7::float8, 28::float8, 56, 3::float8, 1::float8, 0.4::float8,
    array[0.12, 0.2, 0.28, 0.36, 0.44, 0.5]::float8[]
$$;
comment on function field.chance_tuning() is
  'What the chance of meeting is reckoned with; CHANCE_TUNING and HEAT_CENTRES of src/domain/meeting-chance.ts are the same numbers.';
revoke all on function field.chance_tuning() from public;

-- logic: planning/describe-memory.fn.sql
create or replace function field.describe_memory(caller org.member, sector uuid, today date)
returns jsonb
language sql stable security invoker
set search_path = ''
as $$
  with asked as materialized (
    select coalesce(array_agg(c.cell order by c.cell), '{}') as cells
    from org.sector_cell c where c.sector_id = sector
  ),
  chance as (
    select jsonb_agg(k.class order by k.cell, k.slot) as classes
    from asked a cross join lateral field.chance_of(caller, a.cells, today) k
  ),
  live as (
    select jsonb_agg(k.days order by k.cell, k.slot) as days, jsonb_agg(k.target_days order by k.cell, k.slot) as target_days
    from field.coverage_of(caller, sector, null) k
  ),
  place as (
    select jsonb_agg(c.cell_step order by c.cell) as cells,
      jsonb_agg(f.weeks order by c.cell) as follow_up,
      jsonb_agg(case when d.square is null then 0 else 10 end order by c.cell) as addition
    from (
      select k as cell, k - lag(k, 1, 0) over (order by k) as cell_step from asked a cross join unnest(a.cells) k
    ) c
    left join field.followed_squares(caller.organisation_id, today) f on f.square = grid.square_of(c.cell, 8)
    left join field.due_districts(caller.organisation_id, today) as d (square) on d.square = grid.square_of(c.cell, 8)
  )
  select jsonb_build_object(
    'cell', coalesce(p.cells, '[]'), 'chance', coalesce(k.classes, '[]'), 'days', coalesce(l.days, '[]'),
    'target_days', coalesce(l.target_days, '[]'), 'follow_up', coalesce(p.follow_up, '[]'),
    'addition', coalesce(p.addition, '[]'),
    'alerts', coalesce((
      select jsonb_agg(jsonb_build_object('cell', w.cell, 'slot', w.slot, 'due_in_days', w.due_in_days) order by w.cell, w.slot)
      from asked a cross join lateral field.pending_alerts(caller.organisation_id, a.cells, today) w
    ), '[]'),
    'fallback', (select o.fallback from field.occupancy_of(caller.organisation_id, today) o)
  )
  from place p cross join chance k cross join live l
$$;
comment on function field.describe_memory(org.member, uuid, date) is
  'Working memory of a sector as columns: by cell its difference to the one before, weeks since an eviction in or next to its district, and an addition in points; by cell and slot (four in a row) the class of chance, days since the last visit and the target interval; alerts that wait. No count, no date, no cause of the addition.';
revoke all on function field.describe_memory(org.member, uuid, date) from public;

-- logic: planning/due-districts.fn.sql
create or replace function field.due_districts(organisation uuid, today date)
returns setof integer
language sql stable strict security invoker rows 20
set search_path = ''
as $$
  -- Whole districts: an addition to the cell alone would tell where the site is (privacy.md, attack 12).
  select distinct grid.square_of(s.cell, 8)
  from field.site s
  where s.organisation_id = organisation and s.cell is not null and s.state = 'active' and s.opened_on <= today
    and not exists (
      select from field.visit v join field.round r on r.id = v.round_id
      where v.site_id = s.id and v.service_date between today - 28 and today
        and v.outcome is distinct from 'not_reached' and r.status in ('done', 'validated')
    )
$$;
comment on function field.due_districts(uuid, date) is
  'Districts (8 km squares) with an active site that nobody reached for 4 weeks.';
revoke all on function field.due_districts(uuid, date) from public;

-- logic: planning/fit-occupancy.fn.sql
create or replace function field.fit_occupancy(
  repeated integer, occupied integer, met integer, tries integer, misses integer[], places integer[]
)
returns table (presence float8, detection float8, fallback boolean)
language plpgsql immutable security invoker rows 1
set search_path = ''
as $$
declare
  moved float8;
  unseen float8;
  here float8;
  held float8;
  tried float8;
  all_places float8 := occupied + coalesce((select sum(p) from unnest(places) p), 0);
begin
  presence := 0.3; detection := 0.4; fallback := true;
  if coalesce(repeated, 0) < 20 or coalesce(met, 0) = 0 then
    return next;
    return;
  end if;
  for step in 1..500 loop
    held := occupied;
    tried := tries;
    -- The chance that a place is occupied although nobody was met there, by the number of its visits.
    for n in 1..coalesce(cardinality(misses), 0) loop
      unseen := presence * (1 - detection) ^ misses[n];
      here := places[n] * unseen / (1 - presence + unseen);
      held := held + here;
      tried := tried + here * misses[n];
    end loop;
    moved := abs(held / all_places - presence) + abs(met / tried - detection);
    presence := held / all_places;
    detection := met / tried;
    exit when moved < 1e-10;
  end loop;
  fallback := presence > 0.999 or detection > 0.999;
  if fallback then
    presence := 0.3; detection := 0.4;
  end if;
  return next;
end
$$;
comment on function field.fit_occupancy(integer, integer, integer, integer, integer[], integer[]) is
  'Presence and detection of greatest likelihood (MacKenzie et al. 2002) by expectation-maximisation, from places where somebody was met (their number, meetings and visits) and the others by number of visits; .3 and .4 where the histories say too little. src/domain/occupancy.ts calls it fitOccupancy.';
revoke all on function field.fit_occupancy(integer, integer, integer, integer, integer[], integer[]) from public;

-- logic: planning/followed-squares.fn.sql
create or replace function field.followed_squares(organisation uuid, today date)
returns table (square integer, weeks integer)
language sql stable strict security invoker rows 20
set search_path = ''
as $$
  -- Whole districts within 3 km of the district of the site, which are those that touch it: a disc round the site
  -- would tell its cell.
  select grid.square_of(s.cell, 8) + north * 80000 + east * 8, (today - max(e.happened_on)) / 7
  from field.site s
  join field.site_event e on e.site_id = s.id and e.state = 'evicted' and e.happened_on between today - 56 and today
  cross join generate_series(-1, 1) north
  cross join generate_series(-1, 1) east
  where s.organisation_id = organisation and s.cell is not null
  group by 1
$$;
comment on function field.followed_squares(uuid, date) is
  'Districts (8 km squares) followed after an eviction in or next to them, with the whole weeks since the latest, 0 to 8.';
revoke all on function field.followed_squares(uuid, date) from public;

-- logic: planning/newest-heat.fn.sql
create or replace function field.newest_heat(caller org.member)
returns table (square integer, size_km smallint, class smallint)
language sql stable security invoker rows 500
set search_path = ''
as $$
  select q.square, q.size_km, c.class
  from (
    select w.* from release.visible_windows(caller, 'lead') w order by w.starts_on desc limit 1
  ) newest
  join release.cell c on c.window_id = newest.id and c.breakdown = 'total' and c.category = 'all'
  join release.leaf_square q on q.leaf_id = c.leaf_id and q.season_id = newest.season_id
$$;
comment on function field.newest_heat(org.member) is 'Squares of the leaves that the newest lead window shows, with their class.';
revoke all on function field.newest_heat(org.member) from public;

-- logic: planning/occupancy-of.fn.sql
create or replace function field.occupancy_of(organisation uuid, today date)
returns table (presence float8, detection float8, fallback boolean)
language sql stable security invoker rows 1
set search_path = ''
as $$
  with history as materialized (
    select h.visits, h.met from field.slot_histories(organisation, today) h
  ),
  missed as (
    select h.visits, count(*)::integer as places from history h where h.met = 0 group by h.visits
  )
  select f.presence, f.detection, f.fallback
  from field.fit_occupancy(
    (select count(*)::integer from history h where h.visits > 1),
    (select count(*)::integer from history h where h.met > 0),
    (select coalesce(sum(h.met), 0)::integer from history h),
    (select coalesce(sum(h.visits), 0)::integer from history h where h.met > 0),
    (select coalesce(array_agg(m.visits order by m.visits), '{}') from missed m),
    (select coalesce(array_agg(m.places order by m.visits), '{}') from missed m)
  ) f
$$;
comment on function field.occupancy_of(uuid, date) is
  'Presence and detection fitted to an organisation''s own visits of 90 days, or the fallback (planning.md).';
revoke all on function field.occupancy_of(uuid, date) from public;

-- logic: planning/pending-alerts.fn.sql
create or replace function field.pending_alerts(organisation uuid, cells integer[], today date)
returns table (cell integer, slot field.slot, due_in_days integer)
language sql stable strict security invoker rows 20
set search_path = ''
as $$
  select a.cell, t.slot, min(a.due_on) - today
  from field.alert a
  join unnest(enum_range(null::field.slot)) as t (slot) on a.slot is null or a.slot = t.slot
  where a.organisation_id = organisation and a.outcome is null and a.closed_on is null and a.received_on <= today
    and a.cell = any (cells)
  group by a.cell, t.slot
$$;
comment on function field.pending_alerts(uuid, integer[], date) is
  'Alerts that wait, by cell and slot (one without a slot: all four), with the days to the nearest deadline; negative past it.';
revoke all on function field.pending_alerts(uuid, integer[], date) from public;

-- logic: planning/planned-sector.fn.sql
create or replace function org.planned_sector(caller org.member, sector uuid)
returns org.sector
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  found_one org.sector;
begin
  select s.* into found_one from org.sector s
  where s.id = planned_sector.sector and s.organisation_id = caller.organisation_id;
  if found_one.id is null then
    perform org.refuse('RP002', 'There is no such sector.');
  end if;
  if found_one.team_id <> caller.team_id then
    perform org.refuse('42501', 'Leads plan the sectors of their own team.');
  end if;
  return found_one;
end
$$;
comment on function org.planned_sector(org.member, uuid) is
  'A sector that the lead plans: RP002 if the organisation has none such, 42501 for another team''s.';
revoke all on function org.planned_sector(org.member, uuid) from public;

-- logic: planning/remembered-visits.fn.sql
create or replace function field.remembered_visits(organisation uuid, today date)
returns table (cell integer, slot field.slot, age integer, met boolean)
language sql stable security invoker rows 5000
set search_path = ''
as $$
  -- 90 days for the occupancy model; the chance itself remembers 8 weeks of them.
  select v.cell, v.slot, today - v.service_date, v.outcome <> 'nobody'
  from field.visit v join field.round r on r.id = v.round_id
  where v.organisation_id = remembered_visits.organisation
    and v.service_date between today - 90 and today
    and v.site_id is null and not v.at_living_site and v.outcome in ('met', 'seen_avoided', 'nobody')
    and r.status in ('done', 'validated')
$$;
comment on function field.remembered_visits(uuid, date) is
  'Complete visits of done rounds of the last 90 days, living sites excepted; seen_avoided is a meeting.';
revoke all on function field.remembered_visits(uuid, date) from public;

-- logic: planning/require-opening.fn.sql
create or replace function audit.require_opening(caller org.member, action text, most integer)
returns integer
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  zone text := (select o.time_zone from org.organisation o where o.id = caller.organisation_id);
  opened integer;
begin
  -- One opening of an account after another, so that two at once do not both become the last.
  perform pg_advisory_xact_lock(
    ('x' || encode(substring(sha256(uuid_send(caller.user_id) || convert_to(action, 'UTF8')) from 1 for 8), 'hex'))::bit(64)::bigint
  );
  -- By the real clock, as the log is: an injected day must not give further openings.
  select count(*) into opened
  from audit.event e
  where e.organisation_id = caller.organisation_id and e.actor = caller.user_id and e.action = require_opening.action
    and e.happened_at > clock_timestamp() - interval '25 hours'
    and (e.happened_at at time zone zone)::date = (clock_timestamp() at time zone zone)::date;
  if opened >= most then
    perform org.refuse('RP007', 'This account has no opening left today.');
  end if;
  return most - opened - 1;
end
$$;
comment on function audit.require_opening(org.member, text, integer) is
  'Raises RP007 where the audit log holds so many openings of the caller on this day (of the organisation''s time zone) already; returns how many are left after this one, which the caller is to write.';
revoke all on function audit.require_opening(org.member, text, integer) from public;

-- logic: planning/save-sector-planning.fn.sql
create or replace function api.save_sector_planning(sector uuid, slot_days jsonb, explore_percent integer)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead', 'admin');
begin
  if (jsonb_typeof(slot_days) = 'object') is distinct from true or exists (
    select from jsonb_each(slot_days) d
    where d.key <> all (enum_range(null::field.slot)::text[])
      or d.value::text !~ '^([1-9][0-9]?|[12][0-9]{2}|3[0-5][0-9]|36[0-5])$'
  ) then
    perform org.refuse('RP001', 'slot_days holds 1 to 365 days by slot; slots without a number take the sector''s interval.');
  end if;
  if explore_percent is null or explore_percent not between 0 and 100 then
    perform org.refuse('RP001', 'explore_percent is 0 to 100.');
  end if;
  perform org.require_sector(caller, sector);
  delete from org.sector_slot_target t where t.sector_id = sector;
  insert into org.sector_slot_target (sector_id, slot, target_days)
  select sector, d.key::field.slot, d.value::text::integer from jsonb_each(slot_days) d;
  update org.sector s set explore_percent = save_sector_planning.explore_percent where s.id = sector;
  perform audit.write('sector_planning_saved', sector);
  return jsonb_build_object('id', sector);
end
$$;
comment on function api.save_sector_planning(uuid, jsonb, integer) is
  'Admins, and leads for their own team: target intervals of a sector by slot ({"night": 7}; other slots take the sector''s) and the part of planned minutes that goes to cells never visited.';
revoke all on function api.save_sector_planning(uuid, jsonb, integer) from public;
grant execute on function api.save_sector_planning(uuid, jsonb, integer) to authenticated;

-- logic: planning/slot-histories.fn.sql
create or replace function field.slot_histories(organisation uuid, today date)
returns table (cell integer, slot field.slot, visits integer, met integer, misses integer, weight float8, met_weight float8)
language sql stable security invoker rows 2000
set search_path = ''
as $$
  select v.cell, v.slot, count(*)::integer, (count(*) filter (where v.met))::integer,
    (count(*) filter (where not v.met and v.age < coalesce(v.last_met, 1000)))::integer,
    coalesce(sum(power(2::float8, -v.age / t.half_life_days)) filter (where v.age <= t.memory_days), 0),
    coalesce(sum(power(2::float8, -v.age / t.half_life_days)) filter (where v.met and v.age <= t.memory_days), 0)
  from (
    select r.*, min(r.age) filter (where r.met) over (partition by r.cell, r.slot) as last_met
    from field.remembered_visits(organisation, today) r
  ) v
  cross join field.chance_tuning() t
  group by v.cell, v.slot
$$;
comment on function field.slot_histories(uuid, date) is
  'Remembered visits by cell and slot: how many, how many met, how many in a row since then did not; and their weights, halved every 4 weeks, over 8 weeks.';
revoke all on function field.slot_histories(uuid, date) from public;

-- logic: planning/working-memory.fn.sql
create or replace function api.working_memory(sector uuid)
returns jsonb
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
  return field.describe_memory(caller, planned.id, today) || jsonb_build_object(
    'sector', planned.id, 'openings_left', openings_left, 'explore_percent', planned.explore_percent,
    'from', date_trunc('week', today)::date, 'until', date_trunc('week', today)::date + 13
  );
end
$$;
comment on function api.working_memory(uuid) is
  'Leads, with a fresh second factor, for one sector of their own team and the current and next week: class of the chance of meeting someone, coverage, alerts and follow-up by cell and slot. 12 openings a day for each account, each in the audit log; RP007 beyond. It has no form that spans sectors or time.';
revoke all on function api.working_memory(uuid) from public;
grant execute on function api.working_memory(uuid) to authenticated;

-- logic: rounds/allow-cells.fn.sql
create or replace function api.allow_cells(monday date, cells integer[], round uuid default null)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
begin
  perform field.require_forbidding(caller, monday, cells, round);
  delete from field.forbidden_cell f
  where f.team_id = caller.team_id and f.monday = allow_cells.monday and f.cell = any (cells)
    and f.round_id is not distinct from allow_cells.round;
  perform audit.write('cells_allowed', round, jsonb_build_object('cells', cardinality(cells)));
  return jsonb_build_object('monday', monday);
end
$$;
comment on function api.allow_cells(date, integer[], uuid) is 'Leads: takes back what forbid_cells forbade.';
revoke all on function api.allow_cells(date, integer[], uuid) from public;
grant execute on function api.allow_cells(date, integer[], uuid) to authenticated;

-- logic: rounds/cancel-round.fn.sql
create or replace function api.cancel_round(round uuid, version integer)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  known field.round := field.require_own_round(caller, round);
begin
  if known.version is distinct from cancel_round.version then
    perform org.refuse('RP004', 'The round was changed by somebody else. Nothing was saved.');
  end if;
  if known.status not in ('draft', 'planned', 'running')
    or exists (select from field.visit v where v.round_id = known.id) then
    perform org.refuse('RP003', 'The round cannot be cancelled any more.');
  end if;
  return field.change_round_status(caller, known, 'cancelled', 'round_cancelled');
end
$$;
comment on function api.cancel_round(uuid, integer) is
  'Leads: cancels a round of their own team in which no visit was made; it stays in the calendar and can be saved again. RP004 where it was changed since.';
revoke all on function api.cancel_round(uuid, integer) from public;
grant execute on function api.cancel_round(uuid, integer) to authenticated;

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
    and r.status in ('running', 'done', 'validated') and s.site_id is null
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

-- logic: rounds/change-round-status.fn.sql
create or replace function field.change_round_status(
  caller org.member, round field.round, status field.round_status, action text, reject_code text default null
)
returns jsonb
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  update field.round r
  set status = change_round_status.status, reject_code = change_round_status.reject_code, version = r.version + 1,
    changed_by = caller.id, changed_at = release.now()
  where r.id = round.id;
  perform audit.write(action, round.id);
  return jsonb_build_object('id', round.id, 'status', status, 'version', round.version + 1);
end
$$;
comment on function field.change_round_status(org.member, field.round, field.round_status, text, text) is
  'Gives a locked round another status, one version more and an audit row; returns id, status and version.';
revoke all on function field.change_round_status(org.member, field.round, field.round_status, text, text) from public;

-- logic: rounds/debrief-round.fn.sql
create or replace function api.debrief_round(round uuid, visits jsonb, finish boolean default true)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead');
  known field.round;
  accepted integer;
begin
  if (jsonb_typeof(visits) = 'array') is distinct from true or finish is null then
    perform org.refuse('RP001', 'visits is a list, finish true or false.');
  end if;
  if jsonb_array_length(visits) > 200 then
    perform org.refuse('RP007', 'Send at most 200 visits.');
  end if;
  -- Publication takes it exclusively: what is received after one is dated after it.
  perform pg_advisory_xact_lock_shared(release.lock_key(caller.organisation_id));
  known := field.require_round_goer(caller, round);
  perform field.require_begun(caller, known);
  if known.status not in ('draft', 'planned', 'running', 'done') then
    perform org.refuse('RP003', 'The round was validated, rejected or cancelled.');
  end if;
  if exists (select from field.read_debrief(known.id, visits) d where not d.is_good) then
    perform org.refuse('RP001', 'A visit has an id, an outcome, minutes up to 1440, and a stop of the round or a cell.');
  end if;
  accepted := field.write_debrief(caller, known, visits);
  if finish and known.status <> 'done' then
    perform field.change_round_status(caller, known, 'done', 'round_done');
  elsif known.status in ('draft', 'planned') then
    perform field.change_round_status(caller, known, 'running', 'round_started');
  end if;
  perform audit.write('round_debriefed', known.id, jsonb_build_object('visits', accepted));
  return jsonb_build_object(
    'accepted', accepted, 'repeated', jsonb_array_length(visits) - accepted,
    'status', (select r.status from field.round r where r.id = known.id)
  );
end
$$;
comment on function api.debrief_round(uuid, jsonb, boolean) is
  'What a round did: visits {id, stop or cell, minutes, outcome} with ids made on the device, by those who went out (on the day) or by a lead of its team from paper. Sending again changes nothing. finish: the round is done.';
revoke all on function api.debrief_round(uuid, jsonb, boolean) from public;
grant execute on function api.debrief_round(uuid, jsonb, boolean) to authenticated;

-- logic: rounds/delete-round.fn.sql
create or replace function api.delete_round(round uuid, version integer)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  known field.round := field.require_own_round(caller, round);
begin
  if known.version is distinct from delete_round.version then
    perform org.refuse('RP004', 'The round was changed by somebody else. Nothing was deleted.');
  end if;
  if known.status not in ('draft', 'planned', 'cancelled') then
    perform org.refuse('RP003', 'The round has begun.');
  end if;
  -- Deleted, a template would bring it back.
  if known.template_id is not null then
    return field.change_round_status(caller, known, 'cancelled', 'round_cancelled');
  end if;
  delete from field.round r where r.id = known.id;
  perform audit.write('round_deleted', known.id);
  return jsonb_build_object('id', known.id, 'status', 'deleted', 'version', known.version);
end
$$;
comment on function api.delete_round(uuid, integer) is
  'Leads: deletes a round of their own team that has not begun; one that a template made is cancelled instead. RP004 where it was changed since.';
revoke all on function api.delete_round(uuid, integer) from public;
grant execute on function api.delete_round(uuid, integer) to authenticated;

-- logic: rounds/delete-template.fn.sql
create or replace function api.delete_template(template uuid, version integer)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
begin
  perform field.own_template(caller, template, version);
  delete from field.round_template t where t.id = template;
  perform audit.write('template_deleted', template);
  return jsonb_build_object('id', template);
end
$$;
comment on function api.delete_template(uuid, integer) is
  'Leads: ends the repetition of a round of their own team. Rounds that it made stay. RP004 where it was changed since.';
revoke all on function api.delete_template(uuid, integer) from public;
grant execute on function api.delete_template(uuid, integer) to authenticated;

-- logic: rounds/describe-round.fn.sql
create or replace function field.describe_round(caller org.member, round field.round)
returns jsonb
language sql stable security invoker
set search_path = ''
as $$
  select jsonb_build_object(
    'id', round.id, 'version', round.version, 'team_id', round.team_id, 'sector_id', round.sector_id,
    'date', round.service_date, 'slot', round.slot, 'mode', round.mode, 'status', round.status,
    'reject_code', round.reject_code, 'start', round.start_cell, 'end', coalesce(round.end_cell, round.start_cell),
    'minutes', coalesce(round.planned_minutes, 180),
    'leaves_at', coalesce(round.leaves_at, 360 * array_position(enum_range(null::field.slot), round.slot)),
    'max_stops', round.max_stops, 'template_id', round.template_id, 'safety', to_jsonb(round.safety),
    'lead', round.lead_member,
    'members', coalesce((
      select jsonb_agg(m.member_id order by m.member_id) from field.round_member m where m.round_id = round.id
    ), '[]'),
    'changed_by', round.changed_by, 'changed_at', round.changed_at,
    'stops', field.describe_stops(caller, round)
  )
$$;
comment on function field.describe_round(org.member, field.round) is
  'A round as the calendar shows it: who, when, how, where. Nothing of what was met.';
revoke all on function field.describe_round(org.member, field.round) from public;

-- logic: rounds/describe-stops.fn.sql
create or replace function field.describe_stops(caller org.member, round field.round)
returns jsonb
language sql stable security invoker
set search_path = ''
as $$
  -- Stops follow the chance of meeting: another team's are not a lead's to see without opening its working memory.
  -- What a stop is for (a site, an alert) is told only to those who go there, on the day.
  select case when caller.role = 'educator' or round.team_id = caller.team_id then coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', s.id, 'cell', s.cell, 'minutes', s.planned_minutes, 'pinned', s.pinned,
      'kind', case
        when caller.role <> 'educator' then null
        when s.site_id is not null then 'site'
        when s.alert_id is not null then 'alert'
        else 'place'
      end
    ) order by s.position, s.id)
    from field.stop s where s.round_id = round.id
  ), '[]') end
$$;
comment on function field.describe_stops(org.member, field.round) is
  'Stops of a round in their order: for a lead of its team, without what they are for; for an educator who goes out in it, with it; null for a lead of another team.';
revoke all on function field.describe_stops(org.member, field.round) from public;

-- logic: rounds/describe-template.fn.sql
create or replace function field.describe_template(template field.round_template)
returns jsonb
language sql stable security invoker
set search_path = ''
as $$
  select jsonb_build_object(
    'id', template.id, 'version', template.version, 'sector_id', template.sector_id, 'weekday', template.weekday,
    'slot', template.slot, 'mode', template.mode, 'start', template.start_cell, 'end', template.end_cell,
    'minutes', template.planned_minutes, 'leaves_at', template.leaves_at, 'max_stops', template.max_stops,
    'safety', to_jsonb(template.safety), 'lead', template.lead_member,
    'members', coalesce((
      select jsonb_agg(m.member_id order by m.member_id) from field.template_member m where m.template_id = template.id
    ), '[]')
  )
$$;
comment on function field.describe_template(field.round_template) is 'A round that repeats weekly; weekday 1 is Monday.';
revoke all on function field.describe_template(field.round_template) from public;

-- logic: rounds/fill-week.fn.sql
create or replace function api.fill_week(monday date)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  today date := (select release.today(o.time_zone) from org.organisation o where o.id = caller.organisation_id);
  made uuid[];
begin
  perform field.require_monday(monday);
  if monday + 6 < today or monday > today + 371 then
    perform org.refuse('RP001', 'A week is filled from its own days on, at most 53 weeks ahead.');
  end if;
  with fresh as (
    insert into field.round (
      id, organisation_id, team_id, service_date, slot, lead_member, mode, sector_id, planned_minutes, status,
      start_cell, end_cell, leaves_at, max_stops, safety, template_id, changed_by, changed_at
    )
    select field.part_id(t.id, (monday + t.weekday - 1)::text), t.organisation_id, t.team_id, monday + t.weekday - 1,
      t.slot, (select m.id from org.member m where m.id = t.lead_member and m.left_at is null and m.team_id = t.team_id),
      t.mode, t.sector_id, t.planned_minutes, 'draft', t.start_cell, t.end_cell, t.leaves_at, t.max_stops, t.safety,
      t.id, caller.id, release.now()
    from field.round_template t
    where t.organisation_id = caller.organisation_id and t.team_id = caller.team_id
      and monday + t.weekday - 1 >= today
    on conflict do nothing
    returning id
  )
  select coalesce(array_agg(f.id order by f.id), '{}') into made from fresh f;
  insert into field.round_member (round_id, member_id)
  select r.id, m.member_id
  from field.round r
  join field.template_member m on m.template_id = r.template_id
  join org.member k on k.id = m.member_id and k.left_at is null and k.team_id = r.team_id
  where r.id = any (made);
  if cardinality(made) > 0 then
    perform audit.write('week_filled', null, jsonb_build_object('rounds', cardinality(made)));
  end if;
  return jsonb_build_object('made', to_jsonb(made));
end
$$;
comment on function api.fill_week(date) is
  'Leads: makes drafts from the templates of their own team for the days of a week that are not over, each at most once; one that was cancelled does not come back. Answers the ids of those that are new.';
revoke all on function api.fill_week(date) from public;
grant execute on function api.fill_week(date) to authenticated;

-- logic: rounds/forbid-cells.fn.sql
create or replace function api.forbid_cells(monday date, cells integer[], round uuid default null)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
begin
  perform field.require_forbidding(caller, monday, cells, round);
  insert into field.forbidden_cell (organisation_id, team_id, monday, cell, round_id)
  select distinct caller.organisation_id, caller.team_id, forbid_cells.monday, c, forbid_cells.round
  from unnest(cells) c
  on conflict do nothing;
  perform audit.write('cells_forbidden', round, jsonb_build_object('cells', cardinality(cells)));
  return jsonb_build_object('monday', monday);
end
$$;
comment on function api.forbid_cells(date, integer[], uuid) is
  'Leads: cells that their own team''s rounds of a week (or one of them) may not visit. Adding what is there changes nothing, so two leads never overwrite one another.';
revoke all on function api.forbid_cells(date, integer[], uuid) from public;
grant execute on function api.forbid_cells(date, integer[], uuid) to authenticated;

-- logic: rounds/own-template.fn.sql
create or replace function field.own_template(caller org.member, template uuid, version integer)
returns uuid
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  known field.round_template;
begin
  select t.* into known from field.round_template t
  where t.id = own_template.template and t.organisation_id = caller.organisation_id
  for update;
  if known.id is null then
    perform org.refuse('RP002', 'There is no such template.');
  end if;
  if known.team_id <> caller.team_id then
    perform org.refuse('42501', 'Leads change the templates of their own team.');
  end if;
  if known.version is distinct from own_template.version then
    perform org.refuse('RP004', 'The template was changed by somebody else. Nothing was saved.');
  end if;
  return known.id;
end
$$;
comment on function field.own_template(org.member, uuid, integer) is
  'Locks a template of the caller''s team: RP002 if there is none such, 42501 for another team''s, RP004 where it was changed since.';
revoke all on function field.own_template(org.member, uuid, integer) from public;

-- logic: rounds/people.fn.sql
create or replace function field.people(organisation uuid)
returns jsonb
language sql stable strict security invoker
set search_path = ''
as $$
  -- Accounts have no names: people know each other's number, which stays when others leave.
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', m.id, 'team_id', m.team_id, 'role', m.role, 'number', m.number
  ) order by m.team_id, m.role, m.number), '[]')
  from (
    select k.*, row_number() over (partition by k.team_id, k.role order by k.joined_at, k.id) as number
    from org.member k where k.organisation_id = people.organisation and k.role in ('educator', 'lead')
  ) m
  where m.left_at is null
$$;
comment on function field.people(uuid) is 'Educators and leads of an organisation, numbered within team and role in the order they joined.';
revoke all on function field.people(uuid) from public;

-- logic: rounds/read-debrief.fn.sql
create or replace function field.read_debrief(round uuid, visits jsonb)
returns table (id uuid, stop_id uuid, cell integer, site_id uuid, minutes integer, outcome field.visit_outcome, is_good boolean)
language sql stable security invoker
set search_path = ''
as $$
  select g.id, s.id, coalesce(s.cell, g.cell), s.site_id, g.minutes, g.outcome,
    g.id is not null and g.outcome is not null
      and (g.sent_minutes is null or coalesce(g.minutes between 0 and 1440, false))
      and case when g.sent_stop is null then g.cell is not null else s.id is not null end
  from (
    select field.json_uuid(v -> 'id') as id, v ->> 'stop' as sent_stop, field.json_uuid(v -> 'stop') as stop,
      field.json_integer(v -> 'cell') as cell, v ->> 'minutes' as sent_minutes, field.json_integer(v -> 'minutes') as minutes,
      case when v ->> 'outcome' = any (enum_range(null::field.visit_outcome)::text[])
        then (v ->> 'outcome')::field.visit_outcome end as outcome
    from jsonb_array_elements(visits) v
  ) g
  left join field.stop s on s.id = g.stop and s.round_id = read_debrief.round
$$;
comment on function field.read_debrief(uuid, jsonb) is
  'Reads the visits of a debrief: each at a stop of the round or in a cell of its own. Never raises.';
revoke all on function field.read_debrief(uuid, jsonb) from public;

-- logic: rounds/read-round-plans.fn.sql
create or replace function field.read_round_plans(rounds jsonb)
returns table (
  id uuid, version integer, service_date date, slot field.slot, mode field.travel_mode, status field.round_status,
  sector_id uuid, template_id uuid, start_cell integer, end_cell integer, planned_minutes integer, leaves_at integer,
  max_stops smallint, lead_member uuid, safety text[], members uuid[], stops jsonb
)
language sql immutable security invoker
set search_path = ''
as $$
  select field.json_uuid(r -> 'id'), field.json_integer(r -> 'version'), field.parse_day(r ->> 'date'),
    case when r ->> 'slot' = any (enum_range(null::field.slot)::text[]) then (r ->> 'slot')::field.slot end,
    case when r ->> 'mode' = any (enum_range(null::field.travel_mode)::text[]) then (r ->> 'mode')::field.travel_mode end,
    case when r ->> 'status' in ('draft', 'planned') then (r ->> 'status')::field.round_status end,
    field.json_uuid(r -> 'sector_id'), field.json_uuid(r -> 'template_id'),
    field.json_integer(r -> 'start'), field.json_integer(r -> 'end'),
    field.json_integer(r -> 'minutes'), field.json_integer(r -> 'leaves_at'),
    case when field.json_integer(r -> 'max_stops') between 1 and 60 then field.json_integer(r -> 'max_stops')::smallint end,
    field.json_uuid(r -> 'lead'),
    case when jsonb_typeof(r -> 'safety') = 'array' then array(
      select distinct e from jsonb_array_elements_text(r -> 'safety') e order by e
    ) end,
    case when jsonb_typeof(r -> 'members') = 'array' then array(
      select distinct m from (
        select field.json_uuid(e) as m from jsonb_array_elements(r -> 'members') e
        union all select field.json_uuid(r -> 'lead')
        where r ->> 'lead' is not null
      ) p order by m
    ) end,
    case when jsonb_typeof(r -> 'stops') = 'array' then r -> 'stops' end
  from jsonb_array_elements(rounds) r
$$;
comment on function field.read_round_plans(jsonb) is
  'Reads rounds as a calendar sends them. What is missing or malformed is null; the lead is one of the members. Never raises.';
revoke all on function field.read_round_plans(jsonb) from public;

-- logic: rounds/read-stops.fn.sql
create or replace function field.read_stops(rounds jsonb)
returns table (
  round_id uuid, id uuid, place smallint, cell integer, minutes integer, pinned boolean, site_id uuid, alert_id uuid
)
language sql immutable security invoker
set search_path = ''
as $$
  select field.json_uuid(r -> 'id'), field.json_uuid(s -> 'id'), (n - 1)::smallint,
    field.json_integer(s -> 'cell'), field.json_integer(s -> 'minutes'),
    case when jsonb_typeof(s -> 'pinned') = 'boolean' then (s ->> 'pinned')::boolean end,
    field.json_uuid(s -> 'site'), field.json_uuid(s -> 'alert')
  from jsonb_array_elements(rounds) r
  cross join lateral jsonb_array_elements(
    case when jsonb_typeof(r -> 'stops') = 'array' then r -> 'stops' else '[]' end
  ) with ordinality as e (s, n)
$$;
comment on function field.read_stops(jsonb) is
  'Reads the stops of rounds in their order. What is missing or malformed is null. Never raises.';
revoke all on function field.read_stops(jsonb) from public;

-- logic: rounds/reject-codes.fn.sql
create or replace function field.reject_codes()
returns text[]
language sql immutable security invoker
set search_path = ''
as $$
  select array['not_done', 'duplicate', 'wrong_day', 'wrong_place', 'test', 'other']
$$;
comment on function field.reject_codes() is
  'Why a lead may reject a done round. src/domain/week-rounds.ts has the same list.';
revoke all on function field.reject_codes() from public;

-- logic: rounds/reject-round.fn.sql
create or replace function api.reject_round(round uuid, code text)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  known field.round;
begin
  if (code = any (field.reject_codes())) is distinct from true then
    perform org.refuse('RP001', 'code is one of the reasons for a rejection.');
  end if;
  perform pg_advisory_xact_lock_shared(release.lock_key(caller.organisation_id));
  known := field.require_own_round(caller, round);
  if known.status not in ('done', 'validated') then
    perform org.refuse('RP003', 'Only a done round is rejected.');
  end if;
  return field.change_round_status(caller, known, 'rejected', 'round_rejected', code);
end
$$;
comment on function api.reject_round(uuid, text) is
  'Leads: rejects a done round of their own team with a reason code; it counts nowhere any more. What is published stays published.';
revoke all on function api.reject_round(uuid, text) from public;
grant execute on function api.reject_round(uuid, text) to authenticated;

-- logic: rounds/require-begun.fn.sql
create or replace function field.require_begun(caller org.member, round field.round)
returns void
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  days date[] := (
    select field.service_days(o.time_zone) from org.organisation o where o.id = caller.organisation_id
  );
begin
  if round.service_date > all (days) then
    perform org.refuse('RP006', 'The round''s day has not come.');
  end if;
  if caller.role = 'educator' and round.service_date <> all (days) then
    perform org.refuse('RP003', 'The round was on another day: ask your lead.');
  end if;
end
$$;
comment on function field.require_begun(org.member, field.round) is
  'Raises RP006 before the day of a round, and RP003 for an educator after it.';
revoke all on function field.require_begun(org.member, field.round) from public;

-- logic: rounds/require-forbidding.fn.sql
create or replace function field.require_forbidding(caller org.member, monday date, cells integer[], round uuid)
returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  known field.round;
begin
  perform field.require_monday(monday);
  perform org.require_cells(cells);
  if round is not null then
    known := field.require_own_round(caller, round);
    if known.service_date not between monday and monday + 6 then
      perform org.refuse('RP001', 'The round is not in this week.');
    end if;
  end if;
end
$$;
comment on function field.require_forbidding(org.member, date, integer[], uuid) is
  'Raises unless these are cells of a week, and the round (null: all) one of the caller''s team in it.';
revoke all on function field.require_forbidding(org.member, date, integer[], uuid) from public;

-- logic: rounds/require-monday.fn.sql
create or replace function field.require_monday(monday date)
returns void
language plpgsql immutable security invoker
set search_path = ''
as $$
begin
  if monday is null or extract(isodow from monday) <> 1 or monday not between date '2000-01-03' and date '2199-12-30' then
    perform org.refuse('RP001', 'monday is the first day of a week.');
  end if;
end
$$;
comment on function field.require_monday(date) is 'Raises RP001 unless this is a Monday of our time.';
revoke all on function field.require_monday(date) from public;

-- logic: rounds/require-round-links.fn.sql
create or replace function field.require_round_links(caller org.member, rounds jsonb)
returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  perform field.require_team_people(caller, array(
    select distinct m from field.read_round_plans(rounds) p cross join unnest(p.members) m
  ));
  if exists (
    select from field.read_round_plans(rounds) p
    where (p.sector_id is not null and not exists (
        select from org.sector s where s.id = p.sector_id and s.organisation_id = caller.organisation_id
      ))
      or (p.template_id is not null and not exists (
        select from field.round_template t where t.id = p.template_id and t.team_id = caller.team_id
      ))
  ) then
    perform org.refuse('RP002', 'There is no such sector or template.');
  end if;
  if exists (
    select from field.read_stops(rounds) s
    where (s.site_id is not null and not exists (
        select from field.site k where k.id = s.site_id and k.organisation_id = caller.organisation_id and k.cell = s.cell
      ))
      or (s.alert_id is not null and not exists (
        select from field.alert a where a.id = s.alert_id and a.organisation_id = caller.organisation_id and a.cell = s.cell
      ))
  ) then
    perform org.refuse('RP002', 'There is no such site or alert.');
  end if;
end
$$;
comment on function field.require_round_links(org.member, jsonb) is
  'Raises RP002 unless people are of the caller''s team, and sectors, sites and alerts of the organisation.';
revoke all on function field.require_round_links(org.member, jsonb) from public;

-- logic: rounds/require-round-plans.fn.sql
create or replace function field.require_round_plans(rounds jsonb, today date)
returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if (jsonb_typeof(rounds) = 'array') is distinct from true or jsonb_array_length(rounds) = 0 then
    perform org.refuse('RP001', 'rounds is a list of rounds.');
  end if;
  if jsonb_array_length(rounds) > 60
    or exists (select from jsonb_array_elements(rounds) r where jsonb_typeof(r) <> 'object') then
    perform org.refuse('RP007', 'Send at most 60 rounds, each an object.');
  end if;
  if exists (
    select from field.read_round_plans(rounds) p
    where p.id is null or p.version is null or p.service_date is null or p.slot is null or p.mode is null
      or p.status is null or p.start_cell is null or p.end_cell is null or p.planned_minutes is null
      or p.planned_minutes not between 1 and 1440 or p.leaves_at is null
      or p.leaves_at / 360 is distinct from array_position(enum_range(null::field.slot), p.slot)
      or p.service_date not between today - 28 and today + 371
      or p.safety is null or not p.safety <@ field.safety_codes()
      or p.members is null or array_position(p.members, null) is not null or p.stops is null
  ) or (select count(distinct p.id) <> count(*) from field.read_round_plans(rounds) p) then
    perform org.refuse('RP001', 'A round lacks something, or has it in another form than the calendar sends.');
  end if;
  if exists (
    select from field.read_round_plans(rounds) p where jsonb_array_length(p.stops) > 60 or cardinality(p.members) > 12
  ) then
    perform org.refuse('RP007', 'A round has at most 60 stops and 12 people.');
  end if;
  if exists (
    select from field.read_stops(rounds) s
    where s.id is null or s.cell is null or s.pinned is null or s.minutes is null or s.minutes not between 1 and 600
  ) or (select count(distinct s.id) <> count(*) from field.read_stops(rounds) s) then
    perform org.refuse('RP001', 'A stop lacks something, or stands in two places.');
  end if;
end
$$;
comment on function field.require_round_plans(jsonb, date) is
  'Raises RP001 or RP007 unless these are rounds as a calendar sends them: 60 at most, dated from 4 weeks ago to 53 weeks ahead.';
revoke all on function field.require_round_plans(jsonb, date) from public;

-- logic: rounds/require-round-versions.fn.sql
create or replace function field.require_round_versions(caller org.member, rounds jsonb)
returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  wanted record;
  known field.round;
begin
  -- In the order of their ids, so that two who save at once wait for one another instead of blocking both.
  for wanted in select p.id, p.version from field.read_round_plans(rounds) p order by p.id loop
    select r.* into known from field.round r where r.id = wanted.id for update;
    if known.id is null and wanted.version = 0 then
      continue;
    end if;
    -- Another organisation's round, one that was deleted and one that was changed have one answer.
    if known.id is null or known.organisation_id <> caller.organisation_id or known.batch_id is not null then
      perform org.refuse('RP004', 'A round was changed by somebody else. Nothing was saved.');
    end if;
    perform field.require_own_round(caller, known.id);
    if known.version <> wanted.version then
      perform org.refuse('RP004', 'A round was changed by somebody else. Nothing was saved.');
    end if;
    if known.status not in ('draft', 'planned', 'cancelled') then
      perform org.refuse('RP003', 'A round has begun: its plan is closed.');
    end if;
  end loop;
end
$$;
comment on function field.require_round_versions(org.member, jsonb) is
  'Locks the rounds that are to be saved. RP004 where one is no longer as the caller saw it, RP003 where one has begun, 42501 for another team''s.';
revoke all on function field.require_round_versions(org.member, jsonb) from public;

-- logic: rounds/require-team-people.fn.sql
create or replace function field.require_team_people(caller org.member, people uuid[])
returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if exists (
    select from unnest(people) p where not exists (
      select from org.member m
      where m.id = p and m.organisation_id = caller.organisation_id and m.team_id = caller.team_id
        and m.role in ('educator', 'lead') and m.left_at is null
    )
  ) then
    perform org.refuse('RP002', 'Somebody is not in the team.');
  end if;
end
$$;
comment on function field.require_team_people(org.member, uuid[]) is
  'Raises RP002 unless all are educators or leads of the caller''s team today.';
revoke all on function field.require_team_people(org.member, uuid[]) from public;

-- logic: rounds/round-report.fn.sql
create or replace function api.round_report(round uuid)
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  known field.round;
begin
  select r.* into known from field.round r
  where r.id = round_report.round and r.organisation_id = caller.organisation_id and r.batch_id is null;
  if known.id is null then
    perform org.refuse('RP002', 'There is no such round.');
  end if;
  if known.team_id <> caller.team_id then
    perform org.refuse('42501', 'Leads validate the rounds of their own team.');
  end if;
  return jsonb_build_object(
    'id', known.id, 'status', known.status, 'version', known.version,
    'planned_minutes', coalesce(known.planned_minutes, 180),
    'minutes', (select coalesce(sum(v.minutes), 0) from field.visit v where v.round_id = known.id),
    'stops', coalesce((
      select jsonb_agg(jsonb_build_object('id', s.id, 'cell', s.cell, 'state', case
        when v.id is null then 'missed'
        when v.outcome = 'not_reached' then 'not_reached'
        else 'done'
      end) order by s.position, s.id)
      from field.stop s left join field.visit v on v.stop_id = s.id and v.round_id = s.round_id
      where s.round_id = known.id
    ), '[]'),
    -- Cells alone: minutes of single visits, and visits to sites, would say more than where a team went.
    'extra', coalesce((
      select jsonb_agg(distinct v.cell) from field.visit v
      where v.round_id = known.id and v.stop_id is null and v.site_id is null and not v.at_living_site
        and v.outcome is distinct from 'not_reached'
    ), '[]')
  );
end
$$;
comment on function api.round_report(uuid) is
  'Leads: what a round of their own team did against what was planned: stops, further cells, minutes in all. Never whom it met.';
revoke all on function api.round_report(uuid) from public;
grant execute on function api.round_report(uuid) to authenticated;

-- logic: rounds/safety-codes.fn.sql
create or replace function field.safety_codes()
returns text[]
language sql immutable security invoker
set search_path = ''
as $$
  select array[
    'together', 'phone_charged', 'partner_told', 'badge_visible', 'no_photo', 'no_names', 'leave_if_tense',
    'traffic', 'lamp', 'weather', 'emergency_numbers', 'return_call'
  ]
$$;
comment on function field.safety_codes() is
  'Safety notes that a round''s sheet may carry, as codes: there is no free text. src/domain/week-rounds.ts has the same list.';
revoke all on function field.safety_codes() from public;

-- logic: rounds/save-rounds.fn.sql
create or replace function api.save_rounds(rounds jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
begin
  perform field.require_round_plans(rounds, (
    select release.today(o.time_zone) from org.organisation o where o.id = caller.organisation_id
  ));
  perform field.require_round_versions(caller, rounds);
  perform field.require_round_links(caller, rounds);
  perform field.write_rounds(caller, rounds);
  perform field.write_stops(caller, rounds);
  perform audit.write('rounds_saved', null, jsonb_build_object('rounds', jsonb_array_length(rounds)));
  return jsonb_build_object('saved', (
    select jsonb_agg(jsonb_build_object('id', r.id, 'version', r.version) order by r.id)
    from field.round r where r.id in (select p.id from field.read_round_plans(rounds) p)
  ));
end
$$;
comment on function api.save_rounds(jsonb) is
  'Leads: saves rounds of their own team with their stops, all or none. Each names the version it was seen in (0: new); where one was changed since, RP004 and nothing is overwritten. A round that has begun is RP003.';
revoke all on function api.save_rounds(jsonb) from public;
grant execute on function api.save_rounds(jsonb) to authenticated;

-- logic: rounds/save-template.fn.sql
create or replace function api.save_template(template jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  today date := (select release.today(o.time_zone) from org.organisation o where o.id = caller.organisation_id);
  weekday integer := case when jsonb_typeof(template) = 'object' then field.json_integer(template -> 'weekday') end;
  -- A template is a round of any week: its own of this week is checked like one that is saved.
  as_rounds jsonb;
  saved_version integer;
begin
  if weekday is null or weekday not between 1 and 7 then
    perform org.refuse('RP001', 'weekday is 1 (Monday) to 7.');
  end if;
  as_rounds := jsonb_build_array(template || jsonb_build_object(
    'date', date_trunc('week', today)::date + weekday - 1, 'status', 'draft', 'stops', '[]'::jsonb, 'template_id', null
  ));
  perform field.require_round_plans(as_rounds, today);
  perform field.require_round_links(caller, as_rounds);
  if field.json_integer(template -> 'version') > 0 then
    perform field.own_template(caller, field.json_uuid(template -> 'id'), field.json_integer(template -> 'version'));
  end if;
  saved_version := field.write_template(caller, weekday, as_rounds, field.json_integer(template -> 'version'));
  perform audit.write('template_saved', field.json_uuid(template -> 'id'));
  return jsonb_build_object('id', field.json_uuid(template -> 'id'), 'version', saved_version);
end
$$;
comment on function api.save_template(jsonb) is
  'Leads: makes (version 0) or replaces a round of their own team that repeats weekly. It has a round''s fields but date, status and stops, and a weekday. RP004 where it was changed since.';
revoke all on function api.save_template(jsonb) from public;
grant execute on function api.save_template(jsonb) to authenticated;

-- logic: rounds/start-round.fn.sql
create or replace function api.start_round(round uuid)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead');
  known field.round := field.require_round_goer(caller, round);
begin
  if known.status = 'running' then
    return jsonb_build_object('id', known.id, 'status', known.status, 'version', known.version);
  end if;
  perform field.require_begun(caller, known);
  if known.status not in ('draft', 'planned') then
    perform org.refuse('RP003', 'The round is over.');
  end if;
  return field.change_round_status(caller, known, 'running', 'round_started');
end
$$;
comment on function api.start_round(uuid) is
  'Those who go out in a round, and leads of its team: starts it; from now on its plan and its people are fixed. Starting it again changes nothing. RP006 before its day.';
revoke all on function api.start_round(uuid) from public;
grant execute on function api.start_round(uuid) to authenticated;

-- logic: rounds/stop-conflicts.fn.sql
create or replace function api.stop_conflicts(monday date)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  found_ones jsonb;
begin
  perform org.require_second_factor();
  perform field.require_monday(monday);
  select coalesce(jsonb_agg(jsonb_build_object('round', r.id, 'stop', s.id, 'code', k.code) order by r.id, s.position), '[]')
  into found_ones
  from field.round r
  join field.stop s on s.round_id = r.id
  left join field.site site on site.id = s.site_id
  left join field.alert a on a.id = s.alert_id
  cross join lateral (
    select case
      when site.state <> 'active' then 'site_closed'
      when a.due_on < r.service_date and a.outcome is null then 'alert_past_due'
      when a.outcome is not null then 'alert_closed'
    end as code
  ) k
  where r.organisation_id = caller.organisation_id and r.team_id = caller.team_id
    and r.service_date between monday and monday + 6 and r.status in ('draft', 'planned') and k.code is not null;
  perform audit.write('stop_conflicts_opened', null, jsonb_build_object('stops', jsonb_array_length(found_ones)));
  return jsonb_build_object('stops', found_ones);
end
$$;
comment on function api.stop_conflicts(date) is
  'Leads, with a fresh second factor: stops of their own team''s planned rounds of a week that went out of date: site_closed, alert_past_due on the round''s day, alert_closed. It names sites and alerts, so each opening is audited.';
revoke all on function api.stop_conflicts(date) from public;
grant execute on function api.stop_conflicts(date) to authenticated;

-- logic: rounds/validate-round.fn.sql
create or replace function api.validate_round(round uuid)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  known field.round := field.require_own_round(caller, round);
begin
  if known.status <> 'done' then
    perform org.refuse('RP003', 'Only a done round is validated.');
  end if;
  return field.change_round_status(caller, known, 'validated', 'round_validated');
end
$$;
comment on function api.validate_round(uuid) is
  'Leads: validates a done round of their own team; its records are closed. When it counts (6 days after its date) does not change.';
revoke all on function api.validate_round(uuid) from public;
grant execute on function api.validate_round(uuid) to authenticated;

-- logic: rounds/week.fn.sql
create or replace function api.week(monday date)
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead');
  is_lead boolean := caller.role = 'lead';
  zone text := (select o.time_zone from org.organisation o where o.id = caller.organisation_id);
begin
  perform field.require_monday(monday);
  return jsonb_build_object(
    'monday', monday, 'team_id', caller.team_id,
    'rounds', coalesce((
      select jsonb_agg(field.describe_round(caller, r) order by r.service_date, r.slot, r.team_id, r.id)
      from field.round r
      where r.organisation_id = caller.organisation_id and r.batch_id is null
        and r.service_date between monday and monday + 6
        and (is_lead or (
          r.service_date = any (field.service_days(zone)) and r.status <> 'draft' and field.goes_out(caller, r)
        ))
    ), '[]'),
    'people', case when is_lead then field.people(caller.organisation_id) else '[]' end,
    'templates', coalesce((
      select jsonb_agg(field.describe_template(t) order by t.weekday, t.slot, t.id)
      from field.round_template t where is_lead and t.team_id = caller.team_id
    ), '[]'),
    'forbidden', coalesce((
      select jsonb_agg(jsonb_build_object('cell', f.cell, 'round', f.round_id) order by f.cell, f.round_id)
      from field.forbidden_cell f where is_lead and f.team_id = caller.team_id and f.monday = week.monday
    ), '[]'),
    'carried', coalesce((
      select jsonb_agg(c order by c)
      from field.carried_cells(caller.organisation_id, case when is_lead then caller.team_id end, monday) c
    ), '[]')
  );
end
$$;
comment on function api.week(date) is
  'The week from a Monday. Leads: the organisation''s rounds (stops of their own team''s alone), people to assign, and their team''s templates, forbidden cells and cells carried over. Educators: their own rounds of today, and nothing else.';
revoke all on function api.week(date) from public;
grant execute on function api.week(date) to authenticated;

-- logic: rounds/write-debrief.fn.sql
create or replace function field.write_debrief(caller org.member, round field.round, visits jsonb)
returns integer
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  recorder uuid := field.account_recorder(caller);
  taken integer;
begin
  with taken_visits as (
    insert into field.visit (
      id, organisation_id, round_id, recorder_id, cell, service_date, slot, minutes, outcome, site_id, stop_id, received_at
    )
    select field.own_id(field.account_namespace(caller), d.id), round.organisation_id, round.id, recorder, d.cell,
      round.service_date, round.slot, d.minutes, d.outcome, d.site_id, d.stop_id, release.now()
    from field.read_debrief(round.id, visits) d
    -- A visit sent before, and a stop that somebody else of the round has written already, change nothing.
    on conflict do nothing
    returning stop_id, outcome
  ),
  answered as (
    update field.alert a
    set outcome = case t.outcome when 'nobody' then 'nobody' else 'met' end::field.alert_outcome,
      closed_on = greatest(round.service_date, a.received_on)
    from taken_visits t join field.stop s on s.id = t.stop_id
    where a.id = s.alert_id and a.outcome is null and t.outcome <> 'not_reached'
  )
  select count(*)::integer into taken from taken_visits;
  return taken;
end
$$;
comment on function field.write_debrief(org.member, field.round, jsonb) is
  'Stores the visits of a debrief exactly once and returns how many were new; an alert at a stop that was reached is answered by it.';
revoke all on function field.write_debrief(org.member, field.round, jsonb) from public;

-- logic: rounds/write-rounds.fn.sql
create or replace function field.write_rounds(caller org.member, rounds jsonb)
returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  insert into field.round as known (
    id, organisation_id, team_id, service_date, slot, lead_member, mode, sector_id, planned_minutes, status,
    start_cell, end_cell, leaves_at, max_stops, safety, template_id, changed_by, changed_at
  )
  select p.id, caller.organisation_id, caller.team_id, p.service_date, p.slot, p.lead_member, p.mode, p.sector_id,
    p.planned_minutes, p.status, p.start_cell, p.end_cell, p.leaves_at, p.max_stops, p.safety, p.template_id,
    caller.id, release.now()
  from field.read_round_plans(rounds) p
  on conflict (id) do update set
    service_date = excluded.service_date, slot = excluded.slot, lead_member = excluded.lead_member,
    mode = excluded.mode, sector_id = excluded.sector_id, planned_minutes = excluded.planned_minutes,
    status = excluded.status, start_cell = excluded.start_cell, end_cell = excluded.end_cell,
    leaves_at = excluded.leaves_at, max_stops = excluded.max_stops, safety = excluded.safety,
    changed_by = excluded.changed_by, changed_at = excluded.changed_at, version = known.version + 1;

  delete from field.round_member m
  using field.read_round_plans(rounds) p
  where m.round_id = p.id and m.member_id <> all (p.members);

  insert into field.round_member (round_id, member_id)
  select p.id, m from field.read_round_plans(rounds) p cross join unnest(p.members) m
  on conflict do nothing;
end
$$;
comment on function field.write_rounds(org.member, jsonb) is
  'Writes rounds that were checked, with their people; each gets one version more. The caller''s team has them.';
revoke all on function field.write_rounds(org.member, jsonb) from public;

-- logic: rounds/write-stops.fn.sql
create or replace function field.write_stops(caller org.member, rounds jsonb)
returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  -- What a stop is for stays with it when it moves, also to another round: calendars do not know it.
  purposes jsonb := (
    select coalesce(jsonb_object_agg(s.id::text || '/' || s.cell, jsonb_build_object('site', s.site_id, 'alert', s.alert_id)), '{}')
    from field.stop s
    where s.round_id in (select p.id from field.read_round_plans(rounds) p)
      and (s.site_id is not null or s.alert_id is not null)
  );
  written integer;
begin
  delete from field.stop s where s.round_id in (select p.id from field.read_round_plans(rounds) p);
  insert into field.stop (id, round_id, position, cell, site_id, alert_id, planned_minutes, pinned)
  select g.id, g.round_id, g.place, g.cell,
    coalesce(g.site_id, field.json_uuid(purposes -> (g.id::text || '/' || g.cell) -> 'site')),
    coalesce(
      g.alert_id, field.json_uuid(purposes -> (g.id::text || '/' || g.cell) -> 'alert'),
      -- A stop where a tip waits answers it, whoever thought of it.
      (
        select a.id from field.alert a
        where a.organisation_id = caller.organisation_id and a.cell = g.cell and a.outcome is null
          and (a.slot is null or a.slot = r.slot)
        order by a.due_on, a.id limit 1
      )
    ),
    g.minutes, g.pinned
  from field.read_stops(rounds) g join field.round r on r.id = g.round_id
  on conflict (id) do nothing;
  get diagnostics written = row_count;
  if written <> (select count(*) from field.read_stops(rounds)) then
    perform org.refuse('RP004', 'A stop stands in another round already. Nothing was saved.');
  end if;
end
$$;
comment on function field.write_stops(org.member, jsonb) is
  'Writes the stops of rounds that were checked, in their order; sites and alerts that they were for stay with them. RP004 where a stop stands in a round that is not saved with them.';
revoke all on function field.write_stops(org.member, jsonb) from public;

-- logic: rounds/write-template.fn.sql
create or replace function field.write_template(caller org.member, weekday integer, as_rounds jsonb, seen integer)
returns integer
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  given record;
  saved_version integer;
begin
  select p.* into given from field.read_round_plans(as_rounds) p;
  if given.planned_minutes not between 30 and 720 then
    perform org.refuse('RP001', 'A round that repeats takes 30 to 720 minutes.');
  end if;
  insert into field.round_template as known (
    id, organisation_id, team_id, sector_id, weekday, slot, mode, start_cell, end_cell, planned_minutes, leaves_at,
    max_stops, lead_member, safety
  )
  values (
    given.id, caller.organisation_id, caller.team_id, given.sector_id, weekday, given.slot, given.mode,
    given.start_cell, given.end_cell, given.planned_minutes, given.leaves_at, given.max_stops, given.lead_member,
    given.safety
  )
  on conflict (id) do update set
    sector_id = excluded.sector_id, weekday = excluded.weekday, slot = excluded.slot, mode = excluded.mode,
    start_cell = excluded.start_cell, end_cell = excluded.end_cell, planned_minutes = excluded.planned_minutes,
    leaves_at = excluded.leaves_at, max_stops = excluded.max_stops, lead_member = excluded.lead_member,
    safety = excluded.safety, version = known.version + 1
    where known.version = seen and known.team_id = caller.team_id
  returning known.version into saved_version;
  if saved_version is null then
    perform org.refuse('RP004', 'The template was changed by somebody else. Nothing was saved.');
  end if;
  delete from field.template_member m where m.template_id = given.id;
  insert into field.template_member (template_id, member_id) select given.id, m from unnest(given.members) m;
  return saved_version;
end
$$;
comment on function field.write_template(org.member, integer, jsonb, integer) is
  'Writes a template that was checked, with its people, and returns its version; RP004 unless it is new or still as it was seen.';
revoke all on function field.write_template(org.member, integer, jsonb, integer) from public;

-- logic: team/sectors.fn.sql
create or replace function api.sectors()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead', 'admin');
begin
  return jsonb_build_object('sectors', coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', s.id, 'name', s.name, 'team_id', s.team_id,
      'target_days', s.target_days, 'min_leaf_km', s.min_leaf_km, 'explore_percent', s.explore_percent,
      'slot_days', (
        select coalesce(jsonb_object_agg(t.slot, t.target_days), '{}')
        from org.sector_slot_target t where t.sector_id = s.id
      ),
      'cells', (select coalesce(jsonb_agg(c.cell order by c.cell), '[]') from org.sector_cell c where c.sector_id = s.id)
    ) order by s.name, s.id)
    from org.sector s
    where s.organisation_id = caller.organisation_id
  ), '[]'));
end
$$;
comment on function api.sectors() is 'Leads and admins: the organisation''s sectors with their cells, ascending.';
revoke all on function api.sectors() from public;
grant execute on function api.sectors() to authenticated;

