create or replace function release.preview_cells(
  published release.window, next release.window, policy release.policy, secret bytea
)
returns table (cell integer, raw bigint, next_raw bigint, released double precision, shown boolean)
language sql stable security invoker
set search_path = ''
as $$
  with bounds as (
    select release.class_bounds((published).tier) as lower_bounds
  ),
  shown as materialized (
    select s.leaf_id, s.class from release.shown_cells(published, policy, secret) s where s.breakdown = 'total'
  ),
  leaf as (
    select q.leaf_id, sum(q.size_km * q.size_km) as cells from release.leaf_square q
    where q.season_id = (published).season_id group by q.leaf_id
  ),
  raw as (
    select c.cell, sum(c.n)::bigint as n from release.contributions(
      (published).organisation_id, (published).team_id, (published).starts_on, (published).ends_on, '{}',
      (policy).unit, null, (published).published_at
    ) c group by c.cell
  ),
  next_raw as (
    select c.cell, sum(c.n)::bigint as n from release.contributions(
      (next).organisation_id, (next).team_id, (next).starts_on, (next).ends_on, '{}', (policy).unit, null,
      (next).published_at
    ) c group by c.cell
  )
  select k.cell, coalesce(r.n, 0), coalesce(x.n, 0),
    coalesce(b.lower_bounds[s.class]::double precision / l.cells, 0), s.leaf_id is not null
  from release.leaf_square q
  join leaf l on l.leaf_id = q.leaf_id
  cross join bounds b
  cross join lateral grid.cells_of(q.square, q.size_km) k (cell)
  left join shown s on s.leaf_id = q.leaf_id
  left join raw r on r.cell = k.cell
  left join next_raw x on x.cell = k.cell
  where q.season_id = (published).season_id
$$;
comment on function release.preview_cells(release.window, release.window, release.policy, bytea) is
  'Every cell of a territory with its contributions in a window and in the next one, and what a release under a policy would say of it: its leaf''s lower bound, spread evenly. For release.preview_figures alone.';
revoke all on function release.preview_cells(release.window, release.window, release.policy, bytea) from public;
