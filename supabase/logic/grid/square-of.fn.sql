create or replace function grid.square_of(cell integer, size_km integer)
returns integer
language sql immutable strict parallel safe security invoker
-- Bound when it is made, so it needs no search_path of its own, and the planner writes it into the query:
-- a million cells take no million calls.
return cell / 10000 / size_km * size_km * 10000 + cell % 10000 / size_km * size_km;
comment on function grid.square_of(integer, integer) is
  'The square of 1, 2, 4 or 8 km that holds a cell (or a smaller square), named by its lower-left cell; src/domain/grid.ts calls it coarsen.';
revoke all on function grid.square_of(integer, integer) from public;
