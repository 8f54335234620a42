create or replace function release.research_leaves_at(season integer, cells integer[])
returns table (cell integer, leaf_id integer)
language sql stable security invoker
set search_path = ''
as $$
  select c.cell, s.leaf_id
  from (select distinct unnest(cells) as cell) c
  cross join unnest('{2,4,8}'::smallint[]) size (km)
  join release.research_square s
    on s.season_id = research_leaves_at.season and s.square = grid.square_of(c.cell, size.km) and s.size_km = size.km
$$;
comment on function release.research_leaves_at(integer, integer[]) is
  'Research leaf of each cell in a season; cells outside the territory have none.';
revoke all on function release.research_leaves_at(integer, integer[]) from public;
