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
