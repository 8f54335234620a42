create or replace function release.research_visits(published release.window)
returns table (leaf_id integer, visits integer)
language sql stable security invoker
set search_path = ''
as $$
  with visit as materialized (
    select v.cell, count(*) as n
    from release.counted_visits(
      (published).organisation_id, null, (published).starts_on, (published).ends_on, '{}',
      (published).published_at
    ) v
    where v.reached
    group by v.cell
  )
  select l.leaf_id, sum(v.n)::integer
  from release.research_leaves_at((published).season_id, (select array_agg(cell) from visit)) l
  join visit v on v.cell = l.cell
  group by l.leaf_id
$$;
comment on function release.research_visits(release.window) is
  'Complete visits of a quarter by research leaf, living sites excepted: staff activity, which is told without noise.';
revoke all on function release.research_visits(release.window) from public;
