create or replace function release.territory(planned integer[])
returns setof integer
language sql immutable security invoker
set search_path = ''
as $$
  select distinct (north.km * 10000 + east.km)
  from (select distinct grid.square_of(c, 8) as square from unnest(planned) c) s
  cross join lateral generate_series(s.square / 10000 - 8, s.square / 10000 + 8, 8) north (km)
  cross join lateral generate_series(s.square % 10000 - 8, s.square % 10000 + 8, 8) east (km)
  where north.km between 0 and 9992 and east.km between 0 and 9992
$$;
comment on function release.territory(integer[]) is
  'The 8 km squares that touch these cells, and one ring around them, within the grid.';
revoke all on function release.territory(integer[]) from public;
