create or replace function release.add_leaves(season integer, names integer[], squares integer[], sizes_km smallint[])
returns void
language sql volatile security invoker
set search_path = ''
as $$
  with given as (
    select g.*, dense_rank() over (order by g.name) as place
    from unnest(names, squares, sizes_km) g (name, square, size_km)
  ),
  made as (
    insert into release.leaf (season_id)
    select add_leaves.season from generate_series(1, (select max(place) from given))
    returning id
  ),
  numbered as (
    select id, row_number() over (order by id) as place from made
  )
  insert into release.leaf_square (season_id, square, size_km, leaf_id)
  select add_leaves.season, g.square, g.size_km, n.id from given g join numbered n using (place)
$$;
comment on function release.add_leaves(integer, integer[], integer[], smallint[]) is
  'Adds leaves to a season: squares with the same name (any number) make one leaf, numbered in the order of names.';
revoke all on function release.add_leaves(integer, integer[], integer[], smallint[]) from public;
