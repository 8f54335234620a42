create or replace function release.noisy_squares(season release.season, policy release.policy)
returns table (square integer, size_km smallint, noisy bigint)
language sql volatile security invoker
set search_path = ''
as $$
  with contribution as materialized (
    select c.cell, c.n from release.contributions(
      (season).organisation_id, null, (season).starts_on - 364, (season).starts_on - 1, '{}', (policy).unit, null,
      (season).drawn_at
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
