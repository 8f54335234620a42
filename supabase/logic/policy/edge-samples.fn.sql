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
