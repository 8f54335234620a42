create or replace function api.site_leaves(season integer)
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead');
  known integer := (
    select w.season_id from release.visible_site_windows(caller) w where w.season_id = season limit 1
  );
begin
  return (
    with placed as (
      select d.square, d.square - lag(d.square, 1, 0) over (order by d.square) as step,
        case when lag(d.square) over (order by d.square) is null then 0 else 1 end as place_step
      from release.districts_of(known) d (square)
    )
    select jsonb_build_object(
      'season_id', coalesce(known, 0),
      'leaf', coalesce(to_jsonb(array_agg(p.step order by p.square)), '[]'),
      'square_leaf_index', coalesce(to_jsonb(array_agg(p.place_step order by p.square)), '[]'),
      'square', coalesce(to_jsonb(array_agg(p.step order by p.square)), '[]'),
      'size_km', coalesce(to_jsonb(array_agg(8 order by p.square)), '[]')
    )
    from placed p
  );
end
$$;
comment on function api.site_leaves(integer) is
  'Educators and leads: the 8 km squares of the layer of living sites in a season, in the shape of api.leaves: a leaf is one square and its id the square''s number. Any other season answers empty columns and season 0.';
revoke all on function api.site_leaves(integer) from public;
grant execute on function api.site_leaves(integer) to authenticated;
