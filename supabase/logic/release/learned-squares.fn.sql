create or replace function release.learned_squares(season release.season, policy release.policy)
returns table (leaf integer, square integer, size_km smallint)
language sql volatile security invoker
set search_path = ''
as $$
  -- A year's count stands for one educator window of 52 / weeks: n * weeks / 52 >= T in whole numbers.
  select s.leaf, s.square, s.size_km
  from (
    select array_agg(n.square) as squares, array_agg(n.size_km) as sizes, array_agg(n.noisy * (policy).educator_weeks) as values,
      array_agg(n.finest_km) as finest
    from release.noisy_squares(season, policy) n
  ) given
  cross join lateral release.split_squares(
    given.squares, given.sizes, given.values, given.finest, 52 * ((policy).educator_k0 + release.noise_bound())
  ) s
$$;
comment on function release.learned_squares(release.season, release.policy) is
  'Partition learned from the year before a season, with noise; T = educator k0 + D for one educator window.';
revoke all on function release.learned_squares(release.season, release.policy) from public;
