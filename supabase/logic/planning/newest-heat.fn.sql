create or replace function field.newest_heat(caller org.member)
returns table (square integer, size_km smallint, class smallint)
language sql stable security invoker rows 500
set search_path = ''
as $$
  select q.square, q.size_km, c.class
  from (
    select w.* from release.visible_windows(caller, 'lead') w order by w.starts_on desc limit 1
  ) newest
  join release.cell c on c.window_id = newest.id and c.breakdown = 'total' and c.category = 'all'
  join release.leaf_square q on q.leaf_id = c.leaf_id and q.season_id = newest.season_id
$$;
comment on function field.newest_heat(org.member) is 'Squares of the leaves that the newest lead window shows, with their class.';
revoke all on function field.newest_heat(org.member) from public;
