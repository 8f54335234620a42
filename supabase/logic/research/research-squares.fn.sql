create or replace function release.research_squares(
  leaves integer[], squares integer[], sizes_km smallint[], finest_km integer
)
returns table (leaf integer, square integer, size_km smallint)
language sql immutable security invoker
set search_path = ''
as $$
  with recursive given as materialized (
    select g.* from unnest(leaves, squares, sizes_km) g (leaf, square, km)
  ),
  touch as materialized (
    select distinct g.leaf, grid.square_of(g.square, finest_km) as coarse from given g where g.km < finest_km
  ),
  -- Staff leaves that share a coarse square become one research leaf, whole: no research leaf cuts a staff leaf, whose
  -- class would then tell more about both.
  reach as (
    select t.leaf, t.leaf as other from touch t
    union
    select r.leaf, there.leaf from reach r join touch here on here.leaf = r.other join touch there on there.coarse = here.coarse
  ),
  named as (
    select r.leaf, min(r.other) as name from reach r group by r.leaf
  ),
  part as (
    select distinct coalesce(n.name, g.leaf) as leaf, grid.square_of(g.square, greatest(g.km, finest_km)) as square,
      greatest(g.km, finest_km) as km
    from given g left join named n on n.leaf = g.leaf
  ),
  -- In the fewest squares, as staff leaves are.
  whole as (
    select p.leaf, grid.square_of(p.square, s.km) as square, s.km
    from part p join unnest('{2,4,8}'::integer[]) s (km) on s.km >= p.km
    group by 1, 2, 3
    having sum(p.km * p.km) = s.km * s.km
  )
  select w.leaf, w.square, w.km::smallint
  from whole w
  where not exists (
    select from whole larger
    where larger.leaf = w.leaf and larger.km = w.km * 2 and larger.square = grid.square_of(w.square, w.km * 2)
  )
$$;
comment on function release.research_squares(integer[], integer[], smallint[], integer) is
  'Leaves of research from those of staff: squares finer than allowed become the coarser square that holds them, and the leaves that share it become one. Worked out from the published partition alone, so it costs nothing.';
revoke all on function release.research_squares(integer[], integer[], smallint[], integer) from public;
