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
