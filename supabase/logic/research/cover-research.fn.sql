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
