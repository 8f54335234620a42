create or replace function release.districts_of(season integer)
returns setof integer
language sql stable security invoker rows 100
set search_path = ''
as $$
  select distinct grid.square_of(s.square, 8) from release.leaf_square s where s.season_id = districts_of.season
$$;
comment on function release.districts_of(integer) is
  'The 8 km squares of a season''s territory: districts, and the squares of the layer of living sites.';
revoke all on function release.districts_of(integer) from public;
