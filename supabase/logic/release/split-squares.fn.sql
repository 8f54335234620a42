create or replace function release.split_squares(
  squares integer[], sizes_km integer[], counts bigint[], finest_km integer[], threshold bigint
)
returns table (leaf integer, square integer, size_km smallint)
language sql immutable security invoker
set search_path = ''
as $$
  with recursive given as materialized (
    select g.*, grid.square_of(g.square, g.km * 2) as parent, g.n >= threshold as large
    from unnest(squares, sizes_km, counts, finest_km) g (square, km, n, finest)
  ),
  node as (
    select g.square, g.km, g.finest, g.square as leaf, true as whole, null::integer as parent
    from given g where g.km = 8
    union all
    select c.square, c.km, c.finest,
      case when c.large then c.square when c.pool >= threshold then c.pool_name else c.smallest end,
      c.large and (c.square <> c.smallest or c.pool is null or c.pool >= threshold),
      c.parent
    from (
      select g.*,
        sum(g.n) filter (where not g.large) over siblings as pool,
        min(g.square) filter (where not g.large) over siblings as pool_name,
        bool_or(g.large) over siblings as any_large,
        first_value(g.square) over (partition by g.parent order by g.large desc, g.n, g.square) as smallest
      from node p
      join given g on g.km * 2 = p.km and g.parent = p.square
      where p.whole and p.finest <= g.km
      window siblings as (partition by g.parent)
    ) c
    where c.any_large
  )
  select n.leaf, n.square, n.km::smallint from node n
  where not exists (select from node child where child.parent = n.square and child.km * 2 = n.km)
$$;
comment on function release.split_squares(integer[], integer[], bigint[], integer[], bigint) is
  'Splits 8 km squares top down (privacy.md, Partition): children of at least the threshold become parts and are split again, the others one pool; a pool below the threshold joins the smallest part, and both stay as they are. Counts are given for every square of four levels.';
revoke all on function release.split_squares(integer[], integer[], bigint[], integer[], bigint) from public;
