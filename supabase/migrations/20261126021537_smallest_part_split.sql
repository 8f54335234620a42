-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

-- logic: release/split-squares.fn.sql
create or replace function release.split_squares(
  squares integer[], sizes_km integer[], counts bigint[], finest_km integer[], threshold bigint
)
returns table (leaf integer, square integer, size_km smallint)
language sql immutable security invoker
set search_path = ''
as $$
  with recursive given as materialized (
    select g.*, grid.square_of(g.square, g.km * 2) as parent
    from unnest(squares, sizes_km, counts, finest_km) g (square, km, n, finest)
  ),
  -- While leaf is null, a square is to be split (if it can be), or was brought into the square `within`, which is.
  node as (
    select g.square, g.km, g.n, g.finest, null::integer as parent, g.square as within, false as brought, null::integer as leaf
    from given g where g.km = 8
    union all
    select c.square, c.km, c.n, c.finest, c.parent, case when c.large then c.square else c.smallest end, not c.large,
      case when c.smallest is null then c.within when not c.large and c.pool >= threshold then c.pool_name end
    from (
      select s.*,
        sum(s.n) filter (where not s.large) over parts as pool,
        min(s.square) filter (where not s.large) over parts as pool_name,
        -- Null where no child reaches the threshold: the square stays whole.
        first_value(case when s.large then s.square end) over (
          partition by s.within order by s.large desc, s.n, s.square
        ) as smallest
      from (
        -- The children of a square, or what was brought, again. One join, so that it is hashed.
        select coalesce(g.square, p.square) as square, coalesce(g.km, p.km) as km, coalesce(g.n, p.n) as n,
          coalesce(g.finest, p.finest) as finest, coalesce(g.parent, p.parent) as parent,
          p.within, p.brought, not p.brought and g.n >= threshold as large
        from node p
        left join given g on g.parent = p.square and g.km * 2 = p.km and not p.brought and p.finest <= g.km
        where p.leaf is null and (p.brought or g.square is not null)
      ) s
      window parts as (partition by s.within)
    ) c
    where c.smallest is not null or c.brought
  ),
  part as (
    select coalesce(n.leaf, n.square) as leaf, n.square, n.km
    from node n
    where n.leaf is not null
      or (not n.brought and not exists (select from node child where child.parent = n.square and child.km * 2 = n.km))
  ),
  -- Squares that lie in one leaf whole: four quarters of one leaf are one square, which does not tell the busy quarter.
  whole as (
    select p.leaf, grid.square_of(p.square, s.km) as square, s.km
    from part p join unnest('{1,2,4,8}'::integer[]) s (km) on s.km >= p.km
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
comment on function release.split_squares(integer[], integer[], bigint[], integer[], bigint) is
  'Splits 8 km squares top down (privacy.md, Partition): children of at least the threshold become parts and are split again, the others one pool; a pool below the threshold joins the smallest part, and where that is split again, its smallest part. Counts are given for every square of four levels.';
revoke all on function release.split_squares(integer[], integer[], bigint[], integer[], bigint) from public;

