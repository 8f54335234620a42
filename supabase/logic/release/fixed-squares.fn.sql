create or replace function release.fixed_squares(roots integer[], cells integer[], sizes_km integer[])
returns table (leaf integer, square integer, size_km smallint)
language sql immutable security invoker
set search_path = ''
as $$
  with wish as (
    select distinct grid.square_of(w.cell, w.km) as square, w.km from unnest(cells, sizes_km) w (cell, km)
  ),
  -- Where sectors ask for different sizes, the larger square wins.
  part as (
    select w.* from wish w
    where grid.square_of(w.square, 8) = any (roots)
      and not exists (select from wish larger where larger.km > w.km and larger.square = grid.square_of(w.square, larger.km))
  ),
  -- The rest of each 8 km square, in the largest squares that hold no part and lie in none.
  free as (
    select r.root, grid.square_of(c.cell, s.km) as square, s.km
    from unnest(roots) r (root)
    cross join lateral grid.cells_of(r.root, 8) c (cell)
    cross join (values (2), (4), (8)) s (km)
    where not exists (
      select from part p where p.square = grid.square_of(c.cell, p.km)
        or grid.square_of(p.square, s.km) = grid.square_of(c.cell, s.km)
    )
    group by 1, 2, 3
  )
  select p.square, p.square, p.km::smallint from part p
  union all
  select min(f.square) over (partition by f.root), f.square, f.km::smallint
  from free f
  where not exists (select from free larger where larger.km > f.km and larger.square = grid.square_of(f.square, larger.km))
$$;
comment on function release.fixed_squares(integer[], integer[], integer[]) is
  'Partition of 8 km squares without looking at data: squares of the size that each planned cell asks for (2, 4 or 8 km), and the rest of each 8 km square as one leaf. A leaf is named by one of its squares.';
revoke all on function release.fixed_squares(integer[], integer[], integer[]) from public;
