-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

drop function release.noisy_squares(release.season,release.policy);

-- logic: release/describe-publication.fn.sql
create or replace function release.describe_publication(caller org.member, published release.window)
returns jsonb
language sql stable security invoker
set search_path = ''
as $$
  select jsonb_build_object(
    'layer', (published).layer, 'tier', (published).tier, 'team_id', (published).team_id,
    'starts_on', (published).starts_on, 'ends_on', (published).ends_on,
    'leaves', case (published).layer
      when 'sites' then (select count(*) from release.districts_of((published).season_id))
      when 'research' then (select count(*) from release.research_leaf l where l.season_id = (published).season_id)
      else (select count(*) from release.leaf l where l.season_id = (published).season_id)
    end,
    -- Another team's educator release is not this lead's to see, nor is research: not even how much of it is shown.
    'shown', case
      when (published).layer = 'research' then null
      when (published).layer = 'sites' then (
        select count(*) from release.site_cell c where c.window_id = (published).id
      )
      when (published).team_id is null or (published).team_id = caller.team_id then (
        select count(*) from release.cell c where c.window_id = (published).id and c.breakdown = 'total'
      )
    end
  )
$$;
comment on function release.describe_publication(org.member, release.window) is
  'A window just published, as its publisher may see it; shown is null for another team''s, and for research.';
revoke all on function release.describe_publication(org.member, release.window) from public;

-- logic: release/draw-season.fn.sql
create or replace function release.draw_season(organisation uuid, starts_on date)
returns integer
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  policy release.policy := release.current_policy(organisation);
  season release.season;
begin
  insert into release.season (organisation_id, policy_id, starts_on, ends_on, learned, drawn_at)
  select organisation, policy.id, draw_season.starts_on, draw_season.starts_on + 363,
    exists (
      select from release.contributions(
        organisation, null, draw_season.starts_on - 364, draw_season.starts_on - 1, '{}', policy.unit, null
      )
    ),
    release.now()
  returning * into season;
  if season.learned then
    -- Four levels of squares, each contribution in one square of each: 4 ln(4/3), rounded up.
    insert into release.ledger (organisation_id, season_id, purpose, epsilon_micro, charged_at)
    values (organisation, season.id, 'partition', 1150729, release.now());
    insert into release.noisy_square (season_id, square, size_km, noisy)
    select season.id, n.square, n.size_km, n.noisy from release.noisy_squares(season, policy) n;
    perform release.add_leaves(season.id, p.names, p.squares, p.sizes_km)
    from (
      select array_agg(s.leaf) as names, array_agg(s.square) as squares, array_agg(s.size_km) as sizes_km
      from release.learned_squares(season, policy) s
    ) p;
  end if;
  return season.id;
end
$$;
comment on function release.draw_season(uuid, date) is
  'Opens a season: learned where the 52 weeks before it have contributions (and then charged to the ledger), else left to fixed squares.';
revoke all on function release.draw_season(uuid, date) from public;

-- logic: release/due-work.fn.sql
create or replace function release.due_work(organisation uuid)
returns table (layer release.layer, tier release.tier, team_id uuid, starts_on date, ends_on date)
language sql stable security invoker rows 10
set search_path = ''
as $$
  select 'encounters'::release.layer, d.tier, d.team_id, d.starts_on, d.ends_on
  from release.due_windows(due_work.organisation) d
  union all
  select q.layer, 'lead'::release.tier, null::uuid, u.starts_on, u.ends_on
  from (select release.today(o.time_zone) as today from org.organisation o where o.id = due_work.organisation) clock
  cross join (values ('sites'::release.layer), ('research')) q (layer)
  cross join lateral release.unpublished_quarters(due_work.organisation, q.layer) u
  where u.due_on <= clock.today
  order by ends_on, layer, tier, team_id
$$;
comment on function release.due_work(uuid) is
  'Everything that can be published today, of every layer, oldest first; windows without records too, since silence would tell that there are none.';
revoke all on function release.due_work(uuid) from public;

-- logic: release/learned-squares.fn.sql
create or replace function release.learned_squares(season release.season, policy release.policy)
returns table (leaf integer, square integer, size_km smallint)
language sql stable security invoker
set search_path = ''
as $$
  with finest as (
    select grid.square_of(p.cell, s.km) as square, s.km, max(p.finest_km) as km_allowed
    from release.planned_cells(season) p cross join unnest('{1,2,4,8}'::integer[]) s (km)
    group by 1, 2
  )
  -- A year's count stands for one educator window of 52 / weeks: n * weeks / 52 >= T in whole numbers.
  select s.leaf, s.square, s.size_km
  from (
    select array_agg(n.square) as squares, array_agg(n.size_km::integer) as sizes,
      array_agg(n.noisy * (policy).educator_weeks) as values,
      array_agg(greatest(f.km_allowed, (policy).min_leaf_km)) as finest
    from release.noisy_square n
    left join finest f on f.square = n.square and f.km = n.size_km
    where n.season_id = (season).id
  ) given
  cross join lateral release.split_squares(
    given.squares, given.sizes, given.values, given.finest, 52 * ((policy).educator_k0 + release.noise_bound())
  ) s
$$;
comment on function release.learned_squares(release.season, release.policy) is
  'Partition learned from a season''s stored noisy counts; T = educator k0 + D for one educator window.';
revoke all on function release.learned_squares(release.season, release.policy) from public;

-- logic: release/noisy-squares.fn.sql
create or replace function release.noisy_squares(season release.season, policy release.policy)
returns table (square integer, size_km smallint, noisy bigint)
language sql volatile security invoker
set search_path = ''
as $$
  with contribution as materialized (
    select c.cell, c.n from release.contributions(
      (season).organisation_id, null, (season).starts_on - 364, (season).starts_on - 1, '{}', (policy).unit, null
    ) c
  ),
  size as (
    select km from unnest('{1,2,4,8}'::integer[]) km
  ),
  counted as (
    select grid.square_of(c.cell, s.km) as square, s.km, sum(c.n)::bigint as n
    from contribution c cross join size s group by 1, 2
  ),
  every as (
    select distinct grid.square_of(c.cell, s.km) as square, s.km
    from release.territory((select array_agg(p.cell) from release.planned_cells(season) p)) t (root)
    cross join lateral grid.cells_of(t.root, 8) c (cell)
    cross join size s
  )
  -- Noise for every square, also where nobody was met: its absence would tell.
  select e.square, e.km::smallint, coalesce(c.n, 0) + release.geometric_noise(3, 4)
  from every e
  left join counted c on c.square = e.square and c.km = e.km
$$;
comment on function release.noisy_squares(release.season, release.policy) is
  'Counts of the contributions of the 52 weeks before a season, in every square of its territory at four levels, each with two-sided geometric noise (3/4, epsilon ln(4/3) a level).';
revoke all on function release.noisy_squares(release.season, release.policy) from public;

-- logic: release/publish-next.fn.sql
create or replace function release.publish_next(organisation uuid, published_by uuid)
returns release.window
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  due record;
begin
  -- Before looking what is due: another publication may be at work.
  perform pg_advisory_xact_lock(release.lock_key(organisation));
  select d.* into due from release.due_work(organisation) d limit 1;
  if due.tier is null then
    return null;
  end if;
  return case due.layer
    when 'sites' then release.publish_sites(organisation, due.starts_on, due.ends_on, publish_next.published_by)
    when 'research' then release.publish_research(organisation, due.starts_on, due.ends_on, publish_next.published_by)
    else release.publish_window(organisation, due.tier, due.team_id, due.starts_on, due.ends_on, publish_next.published_by)
  end;
end
$$;
comment on function release.publish_next(uuid, uuid) is
  'Publishes the oldest window that is due and returns it; null where nothing is due. One window a transaction: each has its own moment of publication.';
revoke all on function release.publish_next(uuid, uuid) from public;

-- logic: release/publish-status.fn.sql
create or replace function api.publish_status()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead', 'dpo');
begin
  return jsonb_build_object(
    'due', (select count(*) from release.due_work(caller.organisation_id)),
    'next_due_on', (
      select min(u.due_on)
      from (
        select w.due_on
        from release.audiences(caller.organisation_id) a
        cross join lateral release.unpublished_windows(caller.organisation_id, a.tier, a.team_id) w
        where release.first_record(caller.organisation_id, a.team_id) is not null
        union all
        select q.due_on from (values ('sites'::release.layer), ('research')) l (layer)
        cross join lateral release.unpublished_quarters(caller.organisation_id, l.layer) q
      ) u
    ),
    'published', (select count(*) from release.window w where w.organisation_id = caller.organisation_id),
    'last', (
      select jsonb_build_object('layer', w.layer, 'tier', w.tier, 'team_id', w.team_id, 'starts_on', w.starts_on, 'ends_on', w.ends_on, 'published_at', w.published_at)
      from release.window w where w.organisation_id = caller.organisation_id
      order by w.published_at desc, w.id desc limit 1
    )
  );
end
$$;
comment on function api.publish_status() is
  'Lead, dpo: how many windows can be published today, the first day on which the next one can (in the past while some are due), how many are out, and the last one. No value.';
revoke all on function api.publish_status() from public;
grant execute on function api.publish_status() to authenticated;

-- logic: release/refuse-change.fn.sql
create or replace function release.refuse_change()
returns trigger
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  gone boolean := false;
begin
  -- The one way out is the deletion of the whole organisation: rows go when what they belong to is already gone.
  if tg_op = 'DELETE' then
    gone := case
      when tg_table_name in ('leaf', 'leaf_square', 'noisy_square', 'research_leaf', 'research_square')
        then not exists (select from release.season s where s.id = (to_jsonb(old) ->> 'season_id')::integer)
      when tg_table_name in ('cell', 'site_cell', 'research_value', 'research_effort')
        then not exists (select from release.window w where w.id = (to_jsonb(old) ->> 'window_id')::integer)
      when tg_table_name = 'flow'
        then not exists (select from release.flow_request r where r.id = (to_jsonb(old) ->> 'request_id')::uuid)
      else not exists (select from org.organisation o where o.id = (to_jsonb(old) ->> 'organisation_id')::uuid)
    end;
  end if;
  if not gone then
    perform org.refuse('42501', 'What is published stays as it is.');
  end if;
  return old;
end
$$;
comment on function release.refuse_change() is
  'Keeps policies, seasons, leaves, windows, published values and the ledger as they were written, for their owner too; they go only with their organisation.';
revoke all on function release.refuse_change() from public;

create or replace trigger policy_immutable
before update or delete on release.policy
for each row execute function release.refuse_change();

create or replace trigger policy_no_truncate
before truncate on release.policy
for each statement execute function release.refuse_change();

create or replace trigger season_immutable
before update or delete on release.season
for each row execute function release.refuse_change();

create or replace trigger season_no_truncate
before truncate on release.season
for each statement execute function release.refuse_change();

create or replace trigger leaf_immutable
before update or delete on release.leaf
for each row execute function release.refuse_change();

create or replace trigger leaf_no_truncate
before truncate on release.leaf
for each statement execute function release.refuse_change();

create or replace trigger leaf_square_immutable
before update or delete on release.leaf_square
for each row execute function release.refuse_change();

create or replace trigger leaf_square_no_truncate
before truncate on release.leaf_square
for each statement execute function release.refuse_change();

create or replace trigger window_immutable
before update or delete on release.window
for each row execute function release.refuse_change();

create or replace trigger window_no_truncate
before truncate on release.window
for each statement execute function release.refuse_change();

create or replace trigger cell_immutable
before update or delete on release.cell
for each row execute function release.refuse_change();

create or replace trigger cell_no_truncate
before truncate on release.cell
for each statement execute function release.refuse_change();

create or replace trigger site_cell_immutable
before update or delete on release.site_cell
for each row execute function release.refuse_change();
create or replace trigger site_cell_no_truncate
before truncate on release.site_cell
for each statement execute function release.refuse_change();
create or replace trigger ledger_immutable
before update or delete on release.ledger
for each row execute function release.refuse_change();

create or replace trigger ledger_no_truncate
before truncate on release.ledger
for each statement execute function release.refuse_change();

-- logic: release/refuse-overspending.fn.sql
create or replace function release.refuse_overspending()
returns trigger
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(release.lock_key(new.organisation_id));
  if new.epsilon_micro > release.budget_left(new.organisation_id, coalesce(
    new.charged_for, (select s.starts_on from release.season s where s.id = new.season_id)
  )) then
    perform org.refuse('RP004', 'The privacy budget of this season is spent.');
  end if;
  return new;
end
$$;
comment on function release.refuse_overspending() is
  'Keeps the ledger of 52 weeks at or below epsilon 4.5, whoever charges it: RP004.';
revoke all on function release.refuse_overspending() from public;
create or replace trigger ledger_within_budget
before insert on release.ledger
for each row execute function release.refuse_overspending();

-- logic: release/unpublished-quarters.fn.sql
create or replace function release.unpublished_quarters(organisation uuid, layer release.layer)
returns table (starts_on date, ends_on date, due_on date)
language sql stable security invoker rows 10
set search_path = ''
as $$
  with given as materialized (
    select release.today(o.time_zone) as today, release.first_record(o.id, null) as first_day,
      case unpublished_quarters.layer
        when 'research' then 91 else (release.current_policy(o.id)).lead_lag_days
      end as lag_days
    from org.organisation o
    where o.id = unpublished_quarters.organisation and release.first_record(o.id, null) is not null
  ),
  slot as (
    select s.day::date as starts_on, s.day::date + 90 as ends_on, g.lag_days, g.today
    from given g
    cross join lateral generate_series(
      release.lattice_start(least(g.first_day, g.today), 13)::timestamp, g.today::timestamp, interval '91 days'
    ) s (day)
  )
  select s.starts_on, s.ends_on, s.ends_on + 1 + s.lag_days
  from slot s
  where not exists (
    select from release.window w
    where w.organisation_id = unpublished_quarters.organisation and w.layer = unpublished_quarters.layer
      and w.starts_on <= s.ends_on and w.ends_on >= s.starts_on
  )
    and case
      when s.ends_on >= s.today - 364 then true
      -- Living sites of over 52 weeks ago are withdrawn from view: nobody would ever see them.
      when unpublished_quarters.layer = 'sites' then false
      -- One mistyped old date makes no quarter.
      else (
        select count(distinct r.service_date) >= 3 from field.round r
        where r.organisation_id = unpublished_quarters.organisation and r.status in ('done', 'validated')
          and r.service_date between s.starts_on and s.ends_on
      )
    end
    and (unpublished_quarters.layer <> 'research' or release.budget_left(unpublished_quarters.organisation, s.starts_on) >= (
      select sum(t.epsilon_micro) from (select distinct r.breakdown, r.epsilon_micro from release.research_tables() r) t
    ))
  order by 1
$$;
comment on function release.unpublished_quarters(uuid, release.layer) is
  'Quarters of a layer of the whole organisation (13 weeks, from the first done round to the one that holds today) that are not published, oldest first. due_on is the first day on which one can be published: 13 weeks after its end for research, the leads'' lag for living sites. Left out are those that nobody would see, that ended over 52 weeks ago with rounds on fewer than 3 dates, or that the privacy budget does not hold.';
revoke all on function release.unpublished_quarters(uuid, release.layer) from public;

-- logic: research/budget-left.fn.sql
create or replace function release.budget_left(organisation uuid, day date)
returns integer
language sql stable security invoker
set search_path = ''
as $$
  select 4500000 - coalesce(sum(l.epsilon_micro), 0)::integer
  from release.ledger l join release.season s on s.id = l.season_id
  where l.organisation_id = budget_left.organisation
    and release.ledger_year(budget_left.organisation, coalesce(l.charged_for, s.starts_on))
      = release.ledger_year(budget_left.organisation, budget_left.day)
$$;
comment on function release.budget_left(uuid, date) is
  'What is left of epsilon 4.5 in the 52 weeks of a day, in millionths. A season opened early by a change of policy has no budget of its own: charges count by the days they are for.';
revoke all on function release.budget_left(uuid, date) from public;

-- logic: research/cover-research.fn.sql
create or replace function release.cover_research(season integer)
returns void
language sql volatile security invoker
set search_path = ''
as $$
  with bare as (
    select s.leaf_id, s.square, s.size_km from release.leaf_square s
    where s.season_id = cover_research.season and not exists (
      select from release.research_square r
      where r.season_id = s.season_id and grid.square_of(r.square, 8) = grid.square_of(s.square, 8)
    )
  ),
  given as materialized (
    select r.*, dense_rank() over (order by r.leaf) as place
    from (select array_agg(b.leaf_id) as leaves, array_agg(b.square) as squares, array_agg(b.size_km) as sizes from bare b) a
    cross join lateral release.research_squares(a.leaves, a.squares, a.sizes, release.research_km(cover_research.season)) r
  ),
  made as (
    insert into release.research_leaf (season_id)
    select cover_research.season from generate_series(1, (select max(g.place) from given g))
    returning id
  ),
  numbered as (
    select m.id, row_number() over (order by m.id) as place from made m
  )
  insert into release.research_square (season_id, square, size_km, leaf_id)
  select cover_research.season, g.square, g.size_km, n.id from given g join numbered n using (place)
$$;
comment on function release.cover_research(integer) is
  'Gives a season the research leaves of every 8 km square that has none yet: all of them at its first quarter, afterwards those that sectors added since.';
revoke all on function release.cover_research(integer) from public;

-- logic: research/decide-flows.fn.sql
create or replace function api.decide_flows(request uuid, accept boolean)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('dpo');
  asked release.flow_request;
begin
  perform org.require_second_factor();
  if accept is null then
    perform org.refuse('RP001', 'accept is true or false.');
  end if;
  select r.* into asked from release.flow_request r
  where r.id = request and r.organisation_id = caller.organisation_id
  for update;
  if asked.id is null then
    perform org.refuse('RP002', 'There is no such request.');
  end if;
  if asked.accepted is not null then
    perform org.refuse('RP003', 'This was already decided.');
  end if;
  if accept then
    perform release.draw_flows(asked);
  end if;
  update release.flow_request r set accepted = accept, decided_by = caller.id, decided_at = release.now()
  where r.id = asked.id;
  perform audit.write(case when accept then 'flows_accepted' else 'flows_declined' end, asked.id);
  return jsonb_build_object('id', asked.id, 'accepted', accept);
end
$$;
comment on function api.decide_flows(uuid, boolean) is
  'Dpo, with a fresh code: accepts or declines a request for flows, once. Accepting draws them and charges the ledger; RP004 where the budget is spent.';
revoke all on function api.decide_flows(uuid, boolean) from public;
grant execute on function api.decide_flows(uuid, boolean) to authenticated;

-- logic: research/describe-research.fn.sql
create or replace function release.describe_research()
returns jsonb
language sql immutable security invoker
set search_path = ''
as $$
  select jsonb_build_object(
    'mechanism', 'two_sided_geometric', 'weeks', 13, 'lag_weeks', 13,
    'hidden_below', 20, 'flow_hidden_below', 15, 'minutes_a_visit', 25,
    'tables', (
      select jsonb_agg(jsonb_build_object(
        'breakdown', t.breakdown, 'categories', t.categories,
        'alpha', jsonb_build_array(t.numerator, t.denominator), 'epsilon', t.epsilon_micro / 1000000.0
      ) order by t.breakdown)
      from (
        select r.breakdown, r.numerator, r.denominator, r.epsilon_micro, jsonb_agg(r.category) as categories
        from release.research_tables() r group by 1, 2, 3, 4
      ) t
    ),
    'flows', jsonb_build_object('alpha', '[7, 8]'::jsonb, 'epsilon', 0.133532),
    'budget', 4.5
  )
$$;
comment on function release.describe_research() is
  'How research values are made, for the method sheet: mechanism, parameters, epsilon of each table, thresholds on reading.';
revoke all on function release.describe_research() from public;

-- logic: research/draw-flows.fn.sql
create or replace function release.draw_flows(request release.flow_request)
returns void
language plpgsql volatile security invoker
set jit = off
set search_path = ''
as $$
declare
  quarter release.window;
begin
  perform pg_advisory_xact_lock(release.lock_key(request.organisation_id));
  select w.* into quarter from release.window w where w.id = request.window_id;
  insert into release.ledger (organisation_id, season_id, purpose, epsilon_micro, charged_at, charged_for)
  values (
    request.organisation_id, quarter.season_id, 'flows:' || quarter.starts_on, 133532, release.now(), quarter.starts_on
  );
  -- Noise for every pair of districts, also those between which nobody moved; then only what reaches the threshold
  -- is kept, which costs nothing more.
  insert into release.flow (request_id, origin, destination, value)
  select request.id, y.origin, y.destination, y.value
  from (
    select o.square as origin, d.square as destination, (coalesce(t.n, 0) + release.geometric_noise(7, 8))::integer as value
    from (
      select -1 as square union all select s.square from release.districts_of(quarter.season_id) s (square)
    ) o
    cross join release.districts_of(quarter.season_id) d (square)
    left join release.flow_tally(quarter, request.origin) t on t.origin = o.square and t.destination = d.square
    offset 0
  ) y
  where y.value >= 15;
end
$$;
comment on function release.draw_flows(release.flow_request) is
  'Draws the flows of a quarter once, for every pair of districts of its territory, and charges the ledger: RP004 where the budget is spent.';
revoke all on function release.draw_flows(release.flow_request) from public;

-- logic: research/flow-requests.fn.sql
create or replace function api.flow_requests()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('researcher', 'dpo');
begin
  return jsonb_build_object('requests', coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', r.id, 'quarter', w.starts_on, 'ends_on', w.ends_on, 'origin', r.origin, 'requested_at', r.requested_at,
      'decided_at', r.decided_at, 'accepted', r.accepted,
      'epsilon', 0.133532, 'budget_left', release.budget_left(r.organisation_id, w.starts_on) / 1000000.0
    ) order by r.requested_at desc, r.id)
    from release.flow_request r join release.window w on w.id = r.window_id
    where r.organisation_id = caller.organisation_id
  ), '[]'));
end
$$;
comment on function api.flow_requests() is
  'Researcher, dpo: requests for flows, newest first (accepted is null while undecided), what one costs and what is left of the budget of its 52 weeks.';
revoke all on function api.flow_requests() from public;
grant execute on function api.flow_requests() to authenticated;

-- logic: research/flow-tally.fn.sql
create or replace function release.flow_tally(published release.window, kind release.flow_origin)
returns table (origin integer, destination integer, n bigint)
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  unit release.unit := (select p.unit from release.policy p where p.id = published.policy_id);
begin
  return query
  select coalesce(d.square, -1), grid.square_of(v.cell, 8), count(*)
  from release.counted_visits(published.organisation_id, null, published.starts_on, published.ends_on, '{}') v
  join field.encounter e on e.visit_id = v.visit_id
    and e.organisation_id = published.organisation_id and e.service_date between published.starts_on and published.ends_on
  join field.contact c on c.encounter_id = e.id
    and c.organisation_id = published.organisation_id and c.service_date between published.starts_on and published.ends_on
  cross join lateral (
    select case kind when 'living' then e.living_district else e.previous_district end as told
  ) f
  left join release.districts_of(published.season_id) d (square) on d.square = grid.square_of(f.told, 8)
  where e.place_kind <> 'living' and f.told is not null
    and (not c.seen_recently or unit = 'every_contact')
  group by 1, 2;
end
$$;
comment on function release.flow_tally(release.window, release.flow_origin) is
  'True flows of a quarter: contributions by the 8 km district that they told (where they live, or were before; -1 outside the territory) and the one they were met in. One contribution adds one to one pair at most.';
revoke all on function release.flow_tally(release.window, release.flow_origin) from public;

-- logic: research/immutable.trigger.sql
create or replace trigger noisy_square_immutable
before update or delete on release.noisy_square
for each row execute function release.refuse_change();
create or replace trigger noisy_square_no_truncate
before truncate on release.noisy_square
for each statement execute function release.refuse_change();
create or replace trigger research_leaf_immutable
before update or delete on release.research_leaf
for each row execute function release.refuse_change();
create or replace trigger research_leaf_no_truncate
before truncate on release.research_leaf
for each statement execute function release.refuse_change();
create or replace trigger research_square_immutable
before update or delete on release.research_square
for each row execute function release.refuse_change();
create or replace trigger research_square_no_truncate
before truncate on release.research_square
for each statement execute function release.refuse_change();
create or replace trigger research_value_immutable
before update or delete on release.research_value
for each row execute function release.refuse_change();
create or replace trigger research_value_no_truncate
before truncate on release.research_value
for each statement execute function release.refuse_change();
create or replace trigger research_effort_immutable
before update or delete on release.research_effort
for each row execute function release.refuse_change();
create or replace trigger research_effort_no_truncate
before truncate on release.research_effort
for each statement execute function release.refuse_change();
create or replace trigger flow_immutable
before update or delete on release.flow
for each row execute function release.refuse_change();
create or replace trigger flow_no_truncate
before truncate on release.flow
for each statement execute function release.refuse_change();

-- logic: research/ledger-year.fn.sql
create or replace function release.ledger_year(organisation uuid, day date)
returns date
language sql stable security invoker
set search_path = ''
as $$
  select first.day + (floor((ledger_year.day - first.day) / 364.0) * 364)::integer
  from (
    select coalesce(min(s.starts_on), ledger_year.day) as day
    from release.season s where s.organisation_id = ledger_year.organisation
  ) first
$$;
comment on function release.ledger_year(uuid, date) is
  'First day of the 52 weeks in whose budget a day falls: seasons counted from the first one, whatever was opened between.';
revoke all on function release.ledger_year(uuid, date) from public;

-- logic: research/publish-research.fn.sql
create or replace function release.publish_research(organisation uuid, starts_on date, ends_on date, published_by uuid)
returns release.window
language plpgsql volatile security invoker
set jit = off
set search_path = ''
as $$
declare
  published release.window := release.open_window(
    organisation, 'research', publish_research.starts_on, publish_research.ends_on, publish_research.published_by
  );
begin
  perform release.cover_research(published.season_id);
  -- Paid before anything is drawn: what the budget does not hold is refused whole.
  insert into release.ledger (organisation_id, season_id, purpose, epsilon_micro, charged_at, charged_for)
  select organisation, published.season_id, t.breakdown || ':' || published.starts_on, t.epsilon_micro,
    published.published_at, published.starts_on
  from (select distinct r.breakdown, r.epsilon_micro from release.research_tables() r) t;
  insert into release.research_value (window_id, breakdown, category, leaf_id, value)
  select published.id, t.breakdown, t.category, l.id,
    coalesce(k.n, 0) + release.geometric_noise(t.numerator, t.denominator)
  from release.research_leaf l
  cross join release.research_tables() t
  left join release.research_tally(published) k
    on k.leaf_id = l.id and k.breakdown = t.breakdown and k.category = t.category
  where l.season_id = published.season_id;
  insert into release.research_effort (window_id, leaf_id, visits)
  select published.id, e.leaf_id, e.visits from release.research_visits(published) e;
  return published;
end
$$;
comment on function release.publish_research(uuid, date, date, uuid) is
  'Publishes one quarter for researchers for ever: charges the ledger, then draws noise once for every leaf and category, also where nobody was met. RP004 where the budget is spent, RP012 over a published quarter.';
revoke all on function release.publish_research(uuid, date, date, uuid) from public;

-- logic: research/refuse-flow-change.fn.sql
create or replace function release.refuse_flow_change()
returns trigger
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  -- A decision is written once, beside what was asked; a request goes only with its organisation.
  if tg_op = 'UPDATE' and old.accepted is null and new.accepted is not null
    and (new.id, new.organisation_id, new.window_id, new.origin, new.requested_by, new.requested_at)
      is not distinct from (old.id, old.organisation_id, old.window_id, old.origin, old.requested_by, old.requested_at) then
    return new;
  end if;
  if tg_op = 'DELETE' and not exists (select from org.organisation o where o.id = old.organisation_id) then
    return old;
  end if;
  perform org.refuse('42501', 'A request for flows is decided once and kept.');
  return null;
end
$$;
comment on function release.refuse_flow_change() is
  'Lets a request for flows be decided once, and keeps it for ever after, for its owner too.';
revoke all on function release.refuse_flow_change() from public;
create or replace trigger flow_request_immutable
before update or delete on release.flow_request
for each row execute function release.refuse_flow_change();
create or replace trigger flow_request_no_truncate
before truncate on release.flow_request
for each statement execute function release.refuse_change();

-- logic: research/request-flows.fn.sql
create or replace function api.request_flows(quarter text, origin text default 'living')
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('researcher');
  asked integer;
  request uuid;
begin
  if (origin = any (enum_range(null::release.flow_origin)::text[])) is distinct from true then
    perform org.refuse('RP001', 'origin is living or previous.');
  end if;
  select w.id into asked from release.window w
  where w.organisation_id = caller.organisation_id and w.layer = 'research'
    and w.starts_on = field.parse_day(quarter);
  if asked is null then
    perform org.refuse('RP002', 'No such quarter is published.');
  end if;
  if (select count(*) from release.flow_request r where r.window_id = asked) >= 20 then
    perform org.refuse('RP007', 'The flows of this quarter were declined too often.');
  end if;
  insert into release.flow_request (organisation_id, window_id, origin, requested_by, requested_at)
  values (caller.organisation_id, asked, request_flows.origin::release.flow_origin, caller.id, release.now())
  on conflict (window_id) where accepted is null or accepted do nothing
  returning id into request;
  if request is null then
    perform org.refuse('RP003', 'The flows of this quarter were already asked for.');
  end if;
  perform audit.write('flows_requested', request);
  return jsonb_build_object('id', request);
end
$$;
comment on function api.request_flows(text, text) is
  'Researcher: asks the dpo for the flows of a published quarter between 8 km districts, from where youths live (living) or were before (previous) to where they were met. RP003 while another request waits or one was accepted.';
revoke all on function api.request_flows(text, text) from public;
grant execute on function api.request_flows(text, text) to authenticated;

-- logic: research/research-flows.fn.sql
create or replace function api.research_flows(quarter text)
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('researcher');
begin
  return (
    with accepted as (
      select r.id, r.origin, w.starts_on
      from release.window w join release.flow_request r on r.window_id = w.id and r.accepted
      where w.organisation_id = caller.organisation_id and w.layer = 'research'
        and w.starts_on = field.parse_day(research_flows.quarter)
    ),
    shown as (
      select f.* from release.flow f where f.request_id = (select a.id from accepted a)
    )
    select jsonb_build_object(
      'quarter', (select a.starts_on from accepted a), 'kind', (select a.origin from accepted a), 'size_km', 8,
      'origin', coalesce(jsonb_agg(s.origin order by s.origin, s.destination), '[]'),
      'destination', coalesce(jsonb_agg(s.destination order by s.origin, s.destination), '[]'),
      'value', coalesce(jsonb_agg(s.value order by s.origin, s.destination), '[]')
    )
    from shown s
  );
end
$$;
comment on function api.research_flows(text) is
  'Researcher: accepted flows of a quarter between 8 km districts, pairs of 15 or more; origin -1 is outside the territory. Without an accepted request: quarter null and empty columns.';
revoke all on function api.research_flows(text) from public;
grant execute on function api.research_flows(text) to authenticated;

-- logic: research/research-km.fn.sql
create or replace function release.research_km(season integer)
returns integer
language sql stable security invoker
set search_path = ''
as $$
  -- A season that learned nothing, or whose noise was not kept, knows of no volume: the coarser leaf.
  select case when sum(n.noisy) >= 5200 then 2 else 4 end
  from release.noisy_square n
  where n.season_id = research_km.season and n.size_km = 8
$$;
comment on function release.research_km(integer) is
  'Smallest research leaf of a season, in km: 2, or 4 below 100 contributions a week in the year before, by the noisy counts that the partition paid for.';
revoke all on function release.research_km(integer) from public;

-- logic: research/research-leaves-at.fn.sql
create or replace function release.research_leaves_at(season integer, cells integer[])
returns table (cell integer, leaf_id integer)
language sql stable security invoker
set search_path = ''
as $$
  select c.cell, s.leaf_id
  from (select distinct unnest(cells) as cell) c
  cross join unnest('{2,4,8}'::smallint[]) size (km)
  join release.research_square s
    on s.season_id = research_leaves_at.season and s.square = grid.square_of(c.cell, size.km) and s.size_km = size.km
$$;
comment on function release.research_leaves_at(integer, integer[]) is
  'Research leaf of each cell in a season; cells outside the territory have none.';
revoke all on function release.research_leaves_at(integer, integer[]) from public;

-- logic: research/research-leaves.fn.sql
create or replace function api.research_leaves(season integer)
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('researcher');
  known integer := (
    select w.season_id from release.window w
    where w.organisation_id = caller.organisation_id and w.layer = 'research' and w.season_id = research_leaves.season
    limit 1
  );
begin
  return (
    with numbered as (
      select l.id, row_number() over (order by l.id) - 1 as place, l.id - lag(l.id, 1, 0) over (order by l.id) as step
      from release.research_leaf l where l.season_id = known
    ),
    placed as (
      select s.square, s.size_km, s.square - lag(s.square, 1, 0) over (order by s.square) as step,
        n.place - lag(n.place, 1, 0::bigint) over (order by s.square) as place_step
      from release.research_square s join numbered n on n.id = s.leaf_id
      where s.season_id = known
    )
    select jsonb_build_object(
      'season_id', coalesce(known, 0),
      'leaf', (select coalesce(to_jsonb(array_agg(n.step order by n.id)), '[]') from numbered n),
      'square_leaf_index', coalesce(to_jsonb(array_agg(p.place_step order by p.square)), '[]'),
      'square', coalesce(to_jsonb(array_agg(p.step order by p.square)), '[]'),
      'size_km', coalesce(to_jsonb(array_agg(p.size_km order by p.square)), '[]')
    )
    from placed p
  );
end
$$;
comment on function api.research_leaves(integer) is
  'Researcher: the research leaves of a season that has published quarters, in the shape of api.leaves. Any other season answers empty columns and season 0.';
revoke all on function api.research_leaves(integer) from public;
grant execute on function api.research_leaves(integer) to authenticated;

-- logic: research/research-squares.fn.sql
create or replace function release.research_squares(
  leaves integer[], squares integer[], sizes_km smallint[], finest_km integer
)
returns table (leaf integer, square integer, size_km smallint)
language sql immutable security invoker
set search_path = ''
as $$
  -- Squares nest: where one is finer than allowed, all that tile its coarser square are, and that square is one leaf.
  -- What a leaf has besides (the rest of a fixed partition, a pool) stays together, under a name of its own.
  select distinct
    case when g.km < finest_km then grid.square_of(g.square, finest_km) else -1 - g.leaf end,
    grid.square_of(g.square, greatest(g.km, finest_km)), greatest(g.km, finest_km)::smallint
  from unnest(leaves, squares, sizes_km) g (leaf, square, km)
$$;
comment on function release.research_squares(integer[], integer[], smallint[], integer) is
  'Leaves of research from those of staff: every square finer than allowed is replaced by the coarser square that holds it. Worked out from the published partition alone, so it costs nothing.';
revoke all on function release.research_squares(integer[], integer[], smallint[], integer) from public;

-- logic: research/research-table.fn.sql
create or replace function api.research_table(quarter text, breakdown text default 'total')
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('researcher');
  asked release.window;
begin
  select w.* into asked from release.window w
  where w.organisation_id = caller.organisation_id and w.layer = 'research'
    and w.starts_on = field.parse_day(quarter)
    and research_table.breakdown = any (enum_range(null::release.breakdown)::text[]);
  if asked.id is null then
    return '{"quarter": null, "season_id": null, "leaf": [], "categories": [], "values": [], "minutes": []}';
  end if;
  return jsonb_build_object(
    'quarter', asked.starts_on, 'season_id', asked.season_id,
    'leaf', (
      select to_jsonb(array_agg(l.step order by l.id)) from (
        select l.id, l.id - lag(l.id, 1, 0) over (order by l.id) as step
        from release.research_leaf l where l.season_id = asked.season_id
      ) l
    ),
    'categories', (
      select jsonb_agg(t.category order by t.category) from release.research_tables() t
      where t.breakdown::text = research_table.breakdown
    ),
    'values', (
      select jsonb_agg(c.column_values order by c.category) from (
        -- Every leaf of the season; one that was added after this quarter has no value, like one that is hidden.
        select t.category, jsonb_agg(case when v.value >= 20 then v.value end order by l.id) as column_values
        from release.research_tables() t
        cross join release.research_leaf l
        left join release.research_value v on v.window_id = asked.id and v.breakdown = t.breakdown
          and v.category = t.category and v.leaf_id = l.id
        where t.breakdown::text = research_table.breakdown and l.season_id = asked.season_id
        group by t.category
      ) c
    ),
    'minutes', (
      select jsonb_agg(coalesce(e.visits, 0) * 25 order by l.id)
      from release.research_leaf l
      left join release.research_effort e on e.window_id = asked.id and e.leaf_id = l.id
      where l.season_id = asked.season_id
    )
  );
end
$$;
comment on function api.research_table(text, text) is
  'Researcher: one breakdown of a published quarter, named by its first day. Columns over every leaf of its season: values by category (null below 20) and minutes of complete visits (25 each). Anything unknown answers the empty shape.';
revoke all on function api.research_table(text, text) from public;
grant execute on function api.research_table(text, text) to authenticated;

-- logic: research/research-tables.fn.sql
create or replace function release.research_tables()
returns table (breakdown release.breakdown, category text, numerator integer, denominator integer, epsilon_micro integer)
language sql immutable security invoker rows 12
set search_path = ''
as $$
  -- A contribution lies in one category at most of each breakdown, so a table costs ln(denominator / numerator):
  -- ln(4/3) = .287682, ln(8/7) = .133531, in millionths and rounded up.
  select b.breakdown, c.category, b.numerator, b.denominator, b.epsilon_micro
  from (values
    ('total'::release.breakdown, '{all}'::text[], 3, 4, 287683),
    ('place_kind', '{wandering,activity}', 7, 8, 133532),
    ('age_band', enum_range('0-5'::field.age_band, '18+')::text[], 7, 8, 133532),
    ('gender', enum_range('girl'::field.gender, 'other')::text[], 7, 8, 133532)
  ) b (breakdown, categories, numerator, denominator, epsilon_micro)
  cross join lateral unnest(b.categories) c (category)
$$;
comment on function release.research_tables() is
  'Tables of a research release: categories, the parameter numerator/denominator of their two-sided geometric noise, and what the whole breakdown costs (on each of its rows).';
revoke all on function release.research_tables() from public;

-- logic: research/research-tally.fn.sql
create or replace function release.research_tally(published release.window)
returns table (leaf_id integer, breakdown release.breakdown, category text, n bigint)
language sql stable security invoker
set search_path = ''
as $$
  with contribution as materialized (
    select c.* from release.contributions(
      (published).organisation_id, null, (published).starts_on, (published).ends_on, '{}',
      (select p.unit from release.policy p where p.id = (published).policy_id), null
    ) c
  )
  select l.leaf_id, s.breakdown, s.category, sum(c.n)::bigint
  from contribution c
  join release.research_leaves_at((published).season_id, (select array_agg(k.cell) from contribution k)) l
    on l.cell = c.cell
  cross join lateral (values
    ('total'::release.breakdown, 'all'), ('place_kind', c.place_kind::text),
    ('age_band', c.age_band::text), ('gender', c.gender::text)
  ) s (breakdown, category)
  group by l.leaf_id, s.breakdown, s.category
$$;
comment on function release.research_tally(release.window) is
  'True counts of contributions of a quarter by research leaf and category. A contribution is one contact, so it adds one to one category of each breakdown and no more: this is what bounds it. Nothing arrives 13 weeks late, so nothing joins from the quarter before.';
revoke all on function release.research_tally(release.window) from public;

-- logic: research/research-visits.fn.sql
create or replace function release.research_visits(published release.window)
returns table (leaf_id integer, visits integer)
language sql stable security invoker
set search_path = ''
as $$
  with visit as materialized (
    select v.cell, count(*) as n
    from release.counted_visits(
      (published).organisation_id, null, (published).starts_on, (published).ends_on, '{}'
    ) v
    where v.reached
    group by v.cell
  )
  select l.leaf_id, sum(v.n)::integer
  from release.research_leaves_at((published).season_id, (select array_agg(cell) from visit)) l
  join visit v on v.cell = l.cell
  group by l.leaf_id
$$;
comment on function release.research_visits(release.window) is
  'Complete visits of a quarter by research leaf, living sites excepted: staff activity, which is told without noise.';
revoke all on function release.research_visits(release.window) from public;

-- logic: research/research-windows.fn.sql
create or replace function api.research_windows()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('researcher');
begin
  return jsonb_build_object(
    'method', release.describe_research(),
    'windows', coalesce((
      select jsonb_agg(jsonb_build_object(
        'id', w.id, 'season_id', w.season_id, 'starts_on', w.starts_on, 'ends_on', w.ends_on,
        'published_at', w.published_at, 'leaf_km', release.research_km(w.season_id), 'unit', p.unit,
        'policy_version', p.version,
        'leaves', (select count(*) from release.research_leaf l where l.season_id = w.season_id)
      ) order by w.starts_on)
      from release.window w join release.policy p on p.id = w.policy_id
      where w.organisation_id = caller.organisation_id and w.layer = 'research'
    ), '[]'),
    'next', (
      select jsonb_build_object('starts_on', u.starts_on, 'ends_on', u.ends_on, 'due_on', u.due_on)
      from release.unpublished_quarters(caller.organisation_id, 'research') u limit 1
    )
  );
end
$$;
comment on function api.research_windows() is
  'Researcher: published quarters, oldest first, how their values are made, and the quarter that comes next.';
revoke all on function api.research_windows() from public;
grant execute on function api.research_windows() to authenticated;

-- logic: session/me.fn.sql
create or replace function api.me()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.caller();
  stranger constant jsonb := '{"signed_in": true, "member": null, "organisation": null, "team": null, "may": [],
    "counts": {"has_sector": false, "has_record": false, "has_release": false}, "recorders": null}';
begin
  if (select auth.uid()) is null then
    perform org.refuse('42501', 'Sign in first.');
  end if;
  if caller.id is null then
    return stranger;
  end if;
  return jsonb_build_object(
    'signed_in', true,
    'member', jsonb_build_object(
      'id', caller.id, 'role', caller.role, 'team_id', caller.team_id, 'joined_at', caller.joined_at
    ),
    'organisation', org.describe_organisation(caller.organisation_id),
    'team', (select jsonb_build_object('id', t.id, 'name', t.name) from org.team t where t.id = caller.team_id),
    'may', org.screens(caller.role),
    'counts', jsonb_build_object(
      'has_sector', exists (select from org.sector s where s.organisation_id = caller.organisation_id),
      'has_record', exists (select from field.visit v where v.organisation_id = caller.organisation_id),
      'has_release', exists (
        select from release.window w
        where w.organisation_id = caller.organisation_id
          and (w.layer = 'research') = (caller.role = 'researcher')
          and (caller.role <> 'educator' or w.team_id = caller.team_id)
      )
    ),
    'recorders', case when caller.role = 'lead' then
      jsonb_build_object('counted', field.counted_recorders(caller.organisation_id))
    end
  );
end
$$;
comment on function api.me() is
  'Who is signed in, in which organisation and team, which screens are theirs, and whether there is anything to show yet.';
revoke all on function api.me() from public;
grant execute on function api.me() to authenticated;

