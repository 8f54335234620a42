create or replace function release.cover_territory(season integer)
returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  drawn release.season;
  policy release.policy;
  cells integer[];
  sizes_km integer[];
  roots integer[];
begin
  select s.* into drawn from release.season s where s.id = season;
  select p.* into policy from release.policy p where p.id = drawn.policy_id;
  select array_agg(c.cell), array_agg(greatest(c.finest_km, policy.min_leaf_km, policy.first_season_km))
  into cells, sizes_km
  from release.planned_cells(drawn) c;
  roots := array(
    select t.square from release.territory(cells) t (square)
    where not exists (
      select from release.leaf_square s
      where s.season_id = cover_territory.season and grid.square_of(s.square, 8) = t.square
    )
  );
  if cardinality(roots) > 0 then
    perform release.add_leaves(season, array_agg(f.leaf), array_agg(f.square), array_agg(f.size_km))
    from release.fixed_squares(roots, cells, sizes_km) f;
  end if;
end
$$;
comment on function release.cover_territory(integer) is
  'Adds fixed leaves for every 8 km square of the territory that a season does not cover: all of them in a first season, afterwards those that sectors added since.';
revoke all on function release.cover_territory(integer) from public;
