-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

-- logic: policy/category-chances.fn.sql
create or replace function release.category_chances(
  k integer[], bounds integer[], n bigint, without_busiest bigint, without_two bigint, y bigint, fixed integer
)
returns double precision[]
language sql immutable security invoker
set search_path = ''
as $$
  -- fixed: the noise of the total, where the category holds the same people; else every noise by its chance.
  select array_agg(coalesce(c.share, 0) order by classes.class)
  from generate_series(0, cardinality(bounds)) classes (class)
  left join (
    select o.class, sum(o.share) as share
    from (
      select v.share, case
        when n > 0 and n + v.v >= k[1] + release.noise_bound() and without_busiest + v.v >= k[2] + release.noise_bound()
          and (k[3] is null or without_two + v.v >= k[3] + release.noise_bound())
        then width_bucket(least(n + v.v, y * 9 / 10), bounds::bigint[]) else 0
      end as class
      from (
        select (at - 6)::integer as v, case when fixed is null then share else 1 end as share
        from unnest(release.noise_shares()) with ordinality u (share, at)
        where fixed is null or at - 6 = fixed
      ) v
    ) o
    group by o.class
  ) c on c.class = classes.class
$$;
comment on function release.category_chances(integer[], integer[], bigint, bigint, bigint, bigint, integer) is
  'Chances of each class (0: hidden) of one category within a shown total y; k holds k0, k1 and k2 (null where the tier has none).';
revoke all on function release.category_chances(integer[], integer[], bigint, bigint, bigint, bigint, integer) from public;

-- logic: policy/edge-samples.fn.sql
create or replace function release.edge_samples(
  published release.window, policy release.policy, shown integer[], wanted integer
)
returns table (advantage double precision)
language sql volatile security invoker
set search_path = ''
as $$
  with contribution as materialized (
    select l.leaf_id, c.recorder, c.place_kind::text as place_kind, c.age_band::text as age_band, c.gender::text as gender,
      sum(c.n)::bigint as n
    from release.contributions(
      (published).organisation_id, (published).team_id, (published).starts_on, (published).ends_on, '{}',
      (policy).unit, null, (published).published_at
    ) c
    join release.leaves_at((published).season_id, (
      select array_agg(distinct q) from release.leaf_square s cross join lateral grid.cells_of(s.square, s.size_km) q
      where s.leaf_id = any (shown)
    )) l on l.cell = c.cell
    where l.leaf_id = any (shown)
    group by 1, 2, 3, 4, 5
  ),
  -- Contributions drawn by weight (Efraimidis & Spirakis 2006); those of one kind and recorder change the same.
  target as materialized (
    select c.*, row_number() over () as id from contribution c order by -ln(1 - random()) / c.n limit wanted
  ),
  asked as (
    select t.id, t.leaf_id, t.recorder, b.place, b.breakdown, b.category
    from target t
    cross join lateral (values
      (1, 'total', 'all'), (2, 'place_kind', t.place_kind), (3, 'age_band', t.age_band), (4, 'gender', t.gender)
    ) b (place, breakdown, category)
    where b.category <> '?' and ((published).tier = 'lead' or b.place <= 2)
  ),
  slice as materialized (
    select c.leaf_id, b.breakdown, b.category, c.recorder, k.batch_id, sum(c.n)::bigint as n
    from contribution c
    left join field.recorder k on k.id = c.recorder
    cross join lateral (values
      ('total', 'all'), ('place_kind', c.place_kind), ('age_band', c.age_band), ('gender', c.gender)
    ) b (breakdown, category)
    group by 1, 2, 3, 4, 5
  ),
  -- Each tally as it is (0) and without one contribution of the target's recorder (1).
  ranked as (
    select a.id, a.place, fewer.fewer, s.recorder, v.n,
      row_number() over (
        partition by a.id, a.place, fewer.fewer, s.recorder is null, s.batch_id order by v.n desc
      ) as rank
    from asked a
    join slice s on s.leaf_id = a.leaf_id and s.breakdown = a.breakdown and s.category = a.category
    cross join (values (0), (1)) fewer (fewer)
    cross join lateral (
      select s.n - case when fewer.fewer = 1 and s.recorder is not distinct from a.recorder then 1 else 0 end as n
    ) v
  ),
  tally as (
    select r.id, r.place, r.fewer, sum(r.n)::bigint as n,
      coalesce(sum(r.n) filter (where r.recorder is not null and r.rank > 1), 0)::bigint as without_busiest,
      coalesce(sum(r.n) filter (where r.recorder is not null and r.rank > 2), 0)::bigint as without_two
    from ranked r group by 1, 2, 3
  ),
  outputs as (
    select t.id, t.fewer, release.output_chances(
      (select array[r.k0, r.k1, r.k2] from release.rules(policy, (published).tier) r),
      release.class_bounds((published).tier), array_agg(t.n order by t.place),
      array_agg(t.without_busiest order by t.place), array_agg(t.without_two order by t.place)
    ) as chances
    from tally t group by t.id, t.fewer
  )
  select (select sum(abs(p.one - p.other)) / 2 from unnest(a.chances, b.chances) p (one, other))
  from outputs a join outputs b on b.id = a.id and b.fewer = 1
  where a.fewer = 0
$$;
comment on function release.edge_samples(release.window, release.policy, integer[], integer) is
  'For contributions drawn from shown leaves: what one more of them changes in all tables together (total variation), the best advantage of an attacker who knows everybody else.';
revoke all on function release.edge_samples(release.window, release.policy, integer[], integer) from public;

-- logic: policy/moved-km.fn.sql
create or replace function release.moved_km(cells integer[], from_mass double precision[], to_mass double precision[])
returns double precision
language plpgsql immutable strict security invoker
set search_path = ''
as $$
declare
  from_total double precision := (select sum(m) from unnest(from_mass) m);
  to_total double precision := (select sum(m) from unnest(to_mass) m);
  spare double precision[];
  gap double precision[];
  pair record;
  moved double precision;
  work double precision := 0;
  left_over double precision := 1;
begin
  if from_total = 0 or to_total = 0 then
    return null;
  end if;
  -- What both have in one cell stays there.
  spare := array(select greatest(0, f / from_total - t / to_total) from unnest(from_mass, to_mass) u (f, t));
  gap := array(select greatest(0, t / to_total - f / from_total) from unnest(from_mass, to_mass) u (f, t));
  left_over := (select sum(m) from unnest(spare) m);
  if (select count(*) from unnest(spare) m where m > 0) * (select count(*) from unnest(gap) m where m > 0) > 2000000 then
    return null;
  end if;
  -- Nearest pairs first: a plan that can be carried out, so its work is never less than the least.
  for pair in
    select a.at as origin, b.at as goal,
      sqrt(((a.cell / 10000 - b.cell / 10000) ^ 2 + (a.cell % 10000 - b.cell % 10000) ^ 2)::double precision) as km
    from unnest(cells) with ordinality a (cell, at)
    cross join unnest(cells) with ordinality b (cell, at)
    where spare[a.at] > 0 and gap[b.at] > 0
    order by 3, 1, 2
  loop
    moved := least(spare[pair.origin], gap[pair.goal]);
    exit when left_over < 1e-9;
    continue when moved <= 0;
    spare[pair.origin] := spare[pair.origin] - moved;
    gap[pair.goal] := gap[pair.goal] - moved;
    work := work + moved * pair.km;
    left_over := left_over - moved;
  end loop;
  return work;
end
$$;
comment on function release.moved_km(integer[], double precision[], double precision[]) is
  'Mean distance in km by which one map''s mass has to be moved to make the other (earth mover''s distance), at most: nearest pairs are served first. Null where a map is empty, or so large that it would take minutes.';
revoke all on function release.moved_km(integer[], double precision[], double precision[]) from public;

-- logic: policy/noise-shares.fn.sql
create or replace function release.noise_shares()
returns double precision[]
language sql immutable security invoker
set search_path = ''
as $$
  -- The same cumulative table as release.staff_noise.
  select array_agg((u.bound - coalesce(u.before, 0)) / 4294967296.0::double precision order by u.bound)
  from (
    select b.bound, lag(b.bound) over (order by b.bound) as before
    from unnest('{16285916,87543411,312138561,822081613,1656136175,2638831121,3472885683,3982828735,4207423885,4278681380,4294967296}'::bigint[]) b (bound)
  ) u
$$;
comment on function release.noise_shares() is 'Chances of -5 to 5 in the noise of staff releases.';
revoke all on function release.noise_shares() from public;

-- logic: policy/output-chances.fn.sql
create or replace function release.output_chances(
  k integer[], bounds integer[], n bigint[], without_busiest bigint[], without_two bigint[]
)
returns double precision[]
language plpgsql immutable security invoker
set search_path = ''
as $$
declare
  -- Classes of a table, hidden included; outputs are numbered class by class, the total first.
  width integer := cardinality(bounds) + 1;
  total_size integer := (width ^ cardinality(n))::integer;
  chances double precision[] := array_fill(0::double precision, array[total_size]);
  shares double precision[] := release.noise_shares();
  joint double precision[];
  wider double precision[];
  own double precision[];
  y bigint;
  base integer;
begin
  for v in -5..5 loop
    y := n[1] + v;
    if n[1] = 0 or y < bounds[1] or y < k[1] + release.noise_bound() or without_busiest[1] + v < k[2] + release.noise_bound()
      or (k[3] is not null and without_two[1] + v < k[3] + release.noise_bound()) then
      chances[1] := chances[1] + shares[v + 6];
      continue;
    end if;
    joint := array[shares[v + 6]];
    for t in 2..cardinality(n) loop
      own := release.category_chances(
        k, bounds, n[t], without_busiest[t], without_two[t], y, case when n[t] = n[1] then v end
      );
      wider := array(
        select j.chance * o.chance from unnest(joint) with ordinality j (chance, at)
        cross join unnest(own) with ordinality o (chance, at) order by j.at, o.at
      );
      joint := wider;
    end loop;
    base := width_bucket(y, bounds::bigint[]) * cardinality(joint);
    for at in 1..cardinality(joint) loop
      chances[base + at] := chances[base + at] + joint[at];
    end loop;
  end loop;
  return chances;
end
$$;
comment on function release.output_chances(integer[], integer[], bigint[], bigint[], bigint[]) is
  'Chances of everything that a leaf can show in all tables together, over the noise: the total first, then one category of each breakdown. Categories with the same people as the total share its noise, others have their own.';
revoke all on function release.output_chances(integer[], integer[], bigint[], bigint[], bigint[]) from public;

-- logic: policy/policy-preview.fn.sql
create or replace function api.policy_preview(policy jsonb, tier text)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('dpo');
  base release.policy;
  wished release.policy;
  today date := (select release.today(o.time_zone) from org.organisation o where o.id = caller.organisation_id);
  published_until date;
  question jsonb;
  answer jsonb;
begin
  perform org.require_second_factor();
  if (tier in ('educator', 'lead')) is distinct from true then
    perform org.refuse('RP001', 'tier is educator or lead.');
  end if;
  perform pg_advisory_xact_lock(release.lock_key(caller.organisation_id));
  base := release.current_policy(caller.organisation_id);
  wished := release.read_policy(base, policy);
  question := release.describe_policy(wished) - '{version,made_at,season_from}'::text[];
  select max(w.ends_on) into published_until from release.window w
  where w.organisation_id = caller.organisation_id and w.tier::text = policy_preview.tier and w.layer = 'encounters';
  if published_until is null then
    perform org.refuse('RP011', 'Nothing is published yet.');
  end if;
  -- The same question has the same answer: asking again averages nothing.
  select p.answer into answer from release.policy_preview p
  where p.organisation_id = caller.organisation_id and p.tier::text = policy_preview.tier
    and p.last_day = published_until and p.wish = question;
  if answer is null then
    if (
      select count(*) from release.policy_preview p where p.organisation_id = caller.organisation_id and p.made_on = today
    ) >= 12 then
      perform org.refuse('RP007', 'Twelve previews a day.');
    end if;
    begin
      answer := release.preview_answer(release.add_policy(base, wished, caller.id), policy_preview.tier::release.tier);
      -- Whatever was made to work it out goes again.
      raise exception using errcode = 'RP099';
    exception when sqlstate 'RP099' then
      null;
    end;
    insert into release.policy_preview (organisation_id, tier, wish, last_day, answer, made_by, made_on, made_at)
    values (
      caller.organisation_id, policy_preview.tier::release.tier, question, published_until, answer, caller.id, today, release.now()
    );
  end if;
  perform audit.write('policy_previewed', null);
  return answer || jsonb_build_object(
    'tier', tier, 'until', published_until, 'season_from', release.season_from(base, wished),
    -- A season cut from counts that are paid for costs nothing; the budget says what all the rest leaves.
    'epsilon', 0, 'budget_left', release.budget_left(caller.organisation_id, today) / 1000000.0
  );
end
$$;
comment on function api.policy_preview(jsonb, text) is
  'Dpo, with a fresh code: what a policy would have made of the last published window of a tier: share of contributions shown, recall of the next window''s top 20 cells against the raw map''s, earth mover''s distance to it (at most, km), an attacker''s advantage (upper 95 %), and the epsilon it spends. Rounded, worked out on published windows with noise of its own, kept (the same question has the same answer), audited, 12 new questions a day.';
revoke all on function api.policy_preview(jsonb, text) from public;
grant execute on function api.policy_preview(jsonb, text) to authenticated;

-- logic: policy/preview-answer.fn.sql
create or replace function release.preview_answer(wished release.policy, tier release.tier)
returns jsonb
language sql volatile security invoker
set search_path = ''
as $$
  with figure as materialized (
    select f.* from release.preview_figures(wished, preview_answer.tier) f
  ),
  edge as (
    select avg(a) as mean, coalesce(stddev_samp(a), 0) as spread, count(*) as n
    from figure f cross join lateral unnest(f.advantages) a
  ),
  all_teams as (
    select coalesce(sum(f.contributions), 0) as contributions, sum(f.shown)::double precision as shown,
      avg(f.released_recall) as released_recall, avg(f.raw_recall) as raw_recall, avg(f.moved) as moved
    from figure f
  )
  -- Below 200 contributions a step of 5 % is a handful of youths: nothing is said.
  select case when t.contributions < 200 then '{"enough": false}' else jsonb_build_object(
    'enough', true,
    -- To steps of a twentieth (a quarter of a km): one contribution moves none of them but by chance.
    'shown', round((20 * t.shown / t.contributions)::numeric) / 20,
    'recall', round((20 * t.released_recall / nullif(t.raw_recall, 0))::numeric) / 20,
    'moved_km', round((4 * t.moved)::numeric) / 4,
    'advantage_upper', least(1, ceil((20 * (e.mean + 1.96 * e.spread / sqrt(e.n)))::numeric) / 20)
  ) end
  from all_teams t cross join edge e
$$;
comment on function release.preview_answer(release.policy, release.tier) is
  'Figures of a policy on own data, as a dpo may see them: rounded to twentieths, and none at all below 200 contributions.';
revoke all on function release.preview_answer(release.policy, release.tier) from public;

-- logic: policy/preview-cells.fn.sql
create or replace function release.preview_cells(
  published release.window, next release.window, policy release.policy, secret bytea
)
returns table (cell integer, raw bigint, next_raw bigint, released double precision, shown boolean)
language sql stable security invoker
set search_path = ''
as $$
  with bounds as (
    select release.class_bounds((published).tier) as lower_bounds
  ),
  shown as materialized (
    select s.leaf_id, s.class from release.shown_cells(published, policy, secret) s where s.breakdown = 'total'
  ),
  leaf as (
    select q.leaf_id, sum(q.size_km * q.size_km) as cells from release.leaf_square q
    where q.season_id = (published).season_id group by q.leaf_id
  ),
  raw as (
    select c.cell, sum(c.n)::bigint as n from release.contributions(
      (published).organisation_id, (published).team_id, (published).starts_on, (published).ends_on, '{}',
      (policy).unit, null, (published).published_at
    ) c group by c.cell
  ),
  next_raw as (
    select c.cell, sum(c.n)::bigint as n from release.contributions(
      (next).organisation_id, (next).team_id, (next).starts_on, (next).ends_on, '{}', (policy).unit, null,
      (next).published_at
    ) c group by c.cell
  )
  select k.cell, coalesce(r.n, 0), coalesce(x.n, 0),
    coalesce(b.lower_bounds[s.class]::double precision / l.cells, 0), s.leaf_id is not null
  from release.leaf_square q
  join leaf l on l.leaf_id = q.leaf_id
  cross join bounds b
  cross join lateral grid.cells_of(q.square, q.size_km) k (cell)
  left join shown s on s.leaf_id = q.leaf_id
  left join raw r on r.cell = k.cell
  left join next_raw x on x.cell = k.cell
  where q.season_id = (published).season_id
$$;
comment on function release.preview_cells(release.window, release.window, release.policy, bytea) is
  'Every cell of a territory with its contributions in a window and in the next one, and what a release under a policy would say of it: its leaf''s lower bound, spread evenly. For release.preview_figures alone.';
revoke all on function release.preview_cells(release.window, release.window, release.policy, bytea) from public;

-- logic: policy/preview-figures.fn.sql
create or replace function release.preview_figures(wished release.policy, tier release.tier)
returns table (contributions bigint, shown bigint, released_recall double precision, raw_recall double precision, moved double precision, advantages double precision[])
language plpgsql volatile security invoker
set jit = off
set search_path = ''
as $$
declare
  span record;
  tried release.window;
  next release.window;
begin
  for span in select w.* from release.preview_windows(wished, preview_figures.tier) w loop
    tried := jsonb_populate_record(null::release.window, jsonb_build_object(
      'organisation_id', wished.organisation_id, 'season_id', release.preview_season(wished, span.starts_on),
      'policy_id', wished.id, 'tier', preview_figures.tier, 'layer', 'encounters', 'team_id', span.team_id,
      'starts_on', span.starts_on, 'ends_on', span.ends_on, 'published_at', span.as_of
    ));
    next := jsonb_populate_record(tried, jsonb_build_object('starts_on', span.next_starts_on, 'ends_on', span.next_ends_on));
    return query
    with cell as materialized (
      -- A key of its own, thrown away: noise that has nothing to do with any release's.
      select c.* from release.preview_cells(tried, next, wished, extensions.gen_random_bytes(32)) c
    ),
    map as (
      select array_agg(c.cell order by c.cell) as cells, array_agg(c.released order by c.cell) as released,
        array_agg(c.raw order by c.cell) as raw, array_agg(c.raw::double precision order by c.cell) as raw_mass,
        array_agg(c.next_raw order by c.cell) as truth, sum(c.raw)::bigint as contributions,
        coalesce(sum(c.raw) filter (where c.shown), 0)::bigint as shown
      from cell c
    )
    select m.contributions, m.shown, release.top_recall(m.released, m.truth, 20), release.top_recall(m.raw_mass, m.truth, 20),
      release.moved_km(m.cells, m.released, m.raw_mass),
      array(select e.advantage from release.edge_samples(tried, wished, array(
        select distinct l.leaf_id from release.leaves_at(tried.season_id, array(select c.cell from cell c where c.shown)) l
      ), 100) e)
    from map m;
  end loop;
end
$$;
comment on function release.preview_figures(release.policy, release.tier) is
  'Exact figures of a policy on the last published window of a tier, a row for each team: only for api.policy_preview, which rounds them.';
revoke all on function release.preview_figures(release.policy, release.tier) from public;

-- logic: policy/preview-season.fn.sql
create or replace function release.preview_season(wished release.policy, day date)
returns integer
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  known release.season;
  own release.policy;
  tried release.season;
begin
  select s.* into known from release.season s
  where s.organisation_id = wished.organisation_id and s.starts_on = release.season_start(wished.organisation_id, day);
  select p.* into own from release.policy p where p.id = known.policy_id;
  if (own.min_leaf_km, own.first_season_km) is not distinct from (wished.min_leaf_km, wished.first_season_km) then
    return known.id;
  end if;
  -- A season with the wished leaves, from the noise already paid for; its maker takes it back.
  insert into release.season (organisation_id, policy_id, starts_on, ends_on, learned, drawn_at)
  select wished.organisation_id, wished.id, d.day::date, d.day::date + 363, known.learned, release.now()
  from generate_series(known.starts_on + 7, known.starts_on + 700, interval '7 days') d (day)
  where not exists (
    select from release.season s where s.organisation_id = wished.organisation_id and s.starts_on = d.day::date
  )
  order by 3 limit 1
  returning * into tried;
  insert into release.noisy_square (season_id, square, size_km, noisy)
  select tried.id, n.square, n.size_km, n.noisy from release.noisy_square n where n.season_id = known.id;
  if found then
    perform release.add_leaves(tried.id, p.names, p.squares, p.sizes_km)
    from (
      select array_agg(s.leaf) as names, array_agg(s.square) as squares, array_agg(s.size_km) as sizes_km
      from release.learned_squares(tried, wished) s
    ) p;
  end if;
  perform release.cover_territory(tried.id);
  return tried.id;
end
$$;
comment on function release.preview_season(release.policy, date) is
  'Season of a past day as a policy would have cut it: the real one where sizes of leaves are the same, else one made for a preview and taken back with it.';
revoke all on function release.preview_season(release.policy, date) from public;

-- logic: policy/preview-windows.fn.sql
create or replace function release.preview_windows(policy release.policy, tier release.tier)
returns table (team_id uuid, starts_on date, ends_on date, next_starts_on date, next_ends_on date, as_of timestamptz)
language sql stable security invoker rows 4
set search_path = ''
as $$
  select w.team_id, p.starts_on, p.starts_on + p.days - 1, p.starts_on + p.days, p.starts_on + 2 * p.days - 1, w.as_of
  from (
    select w.team_id, max(w.ends_on) as ends_on, max(w.published_at) as as_of
    from release.window w
    where w.organisation_id = (policy).organisation_id and w.tier = preview_windows.tier and w.layer = 'encounters'
    group by w.team_id
  ) w
  cross join lateral release.rules(policy, preview_windows.tier) r
  cross join lateral (
    select 7 * r.weeks as days, release.lattice_start(w.ends_on + 1, r.weeks) - 2 * 7 * r.weeks as starts_on
  ) p
  -- Only what is published already: a preview tells nothing of records that no release has counted.
  where exists (
    select from release.window c
    where c.organisation_id = (policy).organisation_id and c.tier = preview_windows.tier and c.layer = 'encounters'
      and c.team_id is not distinct from w.team_id and p.starts_on between c.starts_on and c.ends_on
  )
$$;
comment on function release.preview_windows(release.policy, release.tier) is
  'The last two windows, as long as a policy wants them, that lie in what a tier and team have published: the figures are about the first, the second says what came next. as_of: what was received later than the last publication does not count.';
revoke all on function release.preview_windows(release.policy, release.tier) from public;

-- logic: policy/top-recall.fn.sql
create or replace function release.top_recall(guess double precision[], truth bigint[], wanted integer)
returns double precision
language sql immutable strict security invoker
set search_path = ''
as $$
  with pair as (
    select u.guess, u.truth::double precision as truth from unnest(guess, truth) u (guess, truth)
  ),
  last as (
    select
      (select p.guess from pair p order by p.guess desc offset wanted - 1 limit 1) as guess,
      (select p.truth from pair p order by p.truth desc offset wanted - 1 limit 1) as truth
  ),
  tied as (
    select l.*,
      (wanted - count(*) filter (where p.guess > l.guess))::double precision / count(*) filter (where p.guess = l.guess) as guess_share,
      (wanted - count(*) filter (where p.truth > l.truth))::double precision / count(*) filter (where p.truth = l.truth) as truth_share
    from last l cross join pair p group by l.guess, l.truth
  )
  select sum(
    case when p.guess > t.guess then 1 when p.guess = t.guess then t.guess_share else 0 end
    * case when p.truth > t.truth then 1 when p.truth = t.truth then t.truth_share else 0 end
  ) / wanted
  from pair p cross join tied t
$$;
comment on function release.top_recall(double precision[], bigint[], integer) is
  'Expected share of the truth''s top values that are among a guess''s top values, ties broken by chance; null for fewer values than wanted.';
revoke all on function release.top_recall(double precision[], bigint[], integer) from public;

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
create or replace trigger policy_preview_immutable
before update or delete on release.policy_preview
for each row execute function release.refuse_change();
create or replace trigger policy_preview_no_truncate
before truncate on release.policy_preview
for each statement execute function release.refuse_change();

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
  from release.counted_visits(published.organisation_id, null, published.starts_on, published.ends_on, '{}', published.published_at) v
  join field.encounter e on e.visit_id = v.visit_id
    and e.organisation_id = published.organisation_id and e.service_date between published.starts_on and published.ends_on
  join field.contact c on c.encounter_id = e.id
    and c.organisation_id = published.organisation_id and c.service_date between published.starts_on and published.ends_on
  cross join lateral (
    select case kind when 'living' then e.living_district else e.previous_district end as told
  ) f
  left join release.districts_of(published.season_id) d (square) on d.square = grid.square_of(f.told, 8)
  left join release.copies(
    published.organisation_id, null, published.starts_on, published.starts_on, published.ends_on, published.published_at
  ) k on k.encounter_id = e.id
  where k.encounter_id is null and e.place_kind <> 'living' and f.told is not null
    and (not c.seen_recently or unit = 'every_contact')
  group by 1, 2;
end
$$;
comment on function release.flow_tally(release.window, release.flow_origin) is
  'True flows of a quarter: contributions by the 8 km district that they told (where they live, or were before; -1 outside the territory) and the one they were met in. One contribution adds one to one pair at most.';
revoke all on function release.flow_tally(release.window, release.flow_origin) from public;

