create or replace function api.research_leaves(season integer)
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('researcher');
  known integer := (
    select w.season_id from release.window w
    where w.organisation_id = caller.organisation_id and w.layer = 'research' and w.season_id = research_leaves.season
    limit 1
  );
begin
  return (
    with numbered as (
      select l.id, row_number() over (order by l.id) - 1 as place, l.id - lag(l.id, 1, 0) over (order by l.id) as step
      from release.research_leaf l where l.season_id = known
    ),
    placed as (
      select s.square, s.size_km, s.square - lag(s.square, 1, 0) over (order by s.square) as step,
        n.place - lag(n.place, 1, 0::bigint) over (order by s.square) as place_step
      from release.research_square s join numbered n on n.id = s.leaf_id
      where s.season_id = known
    )
    select jsonb_build_object(
      'season_id', coalesce(known, 0),
      'leaf', (select coalesce(to_jsonb(array_agg(n.step order by n.id)), '[]') from numbered n),
      'square_leaf_index', coalesce(to_jsonb(array_agg(p.place_step order by p.square)), '[]'),
      'square', coalesce(to_jsonb(array_agg(p.step order by p.square)), '[]'),
      'size_km', coalesce(to_jsonb(array_agg(p.size_km order by p.square)), '[]')
    )
    from placed p
  );
end
$$;
comment on function api.research_leaves(integer) is
  'Researcher: the research leaves of a season that has published quarters, in the shape of api.leaves. Any other season answers empty columns and season 0.';
revoke all on function api.research_leaves(integer) from public;
grant execute on function api.research_leaves(integer) to authenticated;
