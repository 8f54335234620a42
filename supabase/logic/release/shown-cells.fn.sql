create or replace function release.shown_cells(published release.window, policy release.policy, secret bytea)
returns table (breakdown release.breakdown, category text, leaf_id integer, class integer)
language sql stable security invoker
set search_path = ''
as $$
  with passed as materialized (
    select p.* from release.perturbed(published, policy, secret) p where p.passes
  ),
  total as materialized (
    select t.leaf_id, t.y from passed t
    where t.breakdown = 'total' and t.leaf_id in (select release.visited_leaves(published))
  ),
  -- A category never shows more than nine tenths: hiding what comes close to all would announce that it does.
  capped as (
    select p.breakdown, p.category, p.leaf_id,
      case p.breakdown when 'total' then p.y else least(p.y, t.y * 9 / 10) end as y
    from passed p join total t on t.leaf_id = p.leaf_id
  )
  select c.breakdown, c.category, c.leaf_id,
    width_bucket(c.y, release.class_bounds((published).tier)::bigint[])
  from capped c
  where c.y >= (release.class_bounds((published).tier))[1]
$$;
comment on function release.shown_cells(release.window, release.policy, bytea) is
  'What a window shows, as classes: leaves whose total passes every rule with 3 visits on 3 dates, and within them the categories that pass with their own noise.';
revoke all on function release.shown_cells(release.window, release.policy, bytea) from public;
