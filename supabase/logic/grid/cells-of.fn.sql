create or replace function grid.cells_of(square integer, size_km integer)
returns setof integer
language sql immutable strict parallel safe security invoker rows 16
set search_path = ''
as $$
  select square + north * 10000 + east
  from generate_series(0, size_km - 1) north cross join generate_series(0, size_km - 1) east
  order by north, east
$$;
comment on function grid.cells_of(integer, integer) is
  'The 1 km cells of a square, row by row from its lower-left cell.';
revoke all on function grid.cells_of(integer, integer) from public;
