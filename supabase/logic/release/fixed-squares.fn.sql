create or replace function release.fixed_squares(roots integer[], cells integer[], sizes_km integer[])
returns table (leaf integer, square integer, size_km smallint)
language sql immutable security invoker
-- Sets of unknown size are taken from each other by hashing: pair by pair, 20,000 cells took a minute.
set enable_nestloop = off
set jit = off
set search_path = ''
as $$
  with size as (
    select km from unnest('{2,4,8}'::integer[]) km
  ),
  wish as (
    select distinct grid.square_of(w.cell, w.km) as square, w.km from unnest(cells, sizes_km) w (cell, km)
  ),
  -- Where sectors ask for different sizes, the larger square wins.
  part as (
    select w.square, w.km from wish w join unnest(roots) r (root) on r.root = grid.square_of(w.square, 8)
    except
    select w.square, w.km from wish w join size s on s.km > w.km
    join wish larger on larger.km = s.km and larger.square = grid.square_of(w.square, s.km)
  ),
  -- The rest of each 8 km square, in the largest squares that hold no part and lie in none.
  free as (
    select grid.square_of(c.cell, s.km) as square, s.km
    from unnest(roots) r (root) cross join lateral grid.cells_of(r.root, 8) c (cell) cross join size s
    except
    select grid.square_of(c.cell, s.km), s.km
    from part p cross join lateral grid.cells_of(p.square, p.km) c (cell) cross join size s
  ),
  -- Written out, so that equal columns are all there is to join by: left to itself, PostgreSQL 15 compared every two.
  within as materialized (
    select f.square, f.km, grid.square_of(f.square, s.km) as larger, s.km as larger_km
    from free f join size s on s.km > f.km
  ),
  rest as (
    select f.square, f.km from free f
    except
    select w.square, w.km from within w join free larger on larger.square = w.larger and larger.km = w.larger_km
  )
  select p.square, p.square, p.km::smallint from part p
  union all
  select min(r.square) over (partition by grid.square_of(r.square, 8)), r.square, r.km::smallint from rest r
$$;
comment on function release.fixed_squares(integer[], integer[], integer[]) is
  'Partition of 8 km squares without looking at data: squares of the size that each planned cell asks for (2, 4 or 8 km), and the rest of each 8 km square as one leaf. A leaf is named by one of its squares.';
revoke all on function release.fixed_squares(integer[], integer[], integer[]) from public;
