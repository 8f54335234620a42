create or replace function release.visited_leaves(published release.window)
returns setof integer
language sql stable security invoker
set search_path = ''
as $$
  with visit as materialized (
    select v.cell, v.service_date
    from release.counted_visits(
      (published).organisation_id, (published).team_id, (published).starts_on, (published).ends_on, '{}',
      (published).published_at
    ) v
    where v.reached
  )
  select l.leaf_id
  from release.leaves_at((published).season_id, (select array_agg(cell) from visit)) l
  join visit v on v.cell = l.cell
  group by l.leaf_id
  having count(*) >= 3 and count(distinct v.service_date) >= 3
$$;
comment on function release.visited_leaves(release.window) is
  'Leaves with at least 3 done visits on 3 dates within the window; visits that did not reach their place do not count.';
revoke all on function release.visited_leaves(release.window) from public;
