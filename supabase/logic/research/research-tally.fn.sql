create or replace function release.research_tally(published release.window)
returns table (leaf_id integer, breakdown release.breakdown, category text, n bigint)
language sql stable security invoker
set search_path = ''
as $$
  with contribution as materialized (
    select c.* from release.contributions(
      (published).organisation_id, null, (published).starts_on, (published).ends_on, '{}',
      (select p.unit from release.policy p where p.id = (published).policy_id), null, (published).published_at
    ) c
  )
  select l.leaf_id, s.breakdown, s.category, sum(c.n)::bigint
  from contribution c
  join release.research_leaves_at((published).season_id, (select array_agg(k.cell) from contribution k)) l
    on l.cell = c.cell
  cross join lateral (values
    ('total'::release.breakdown, 'all'), ('place_kind', c.place_kind::text),
    ('age_band', c.age_band::text), ('gender', c.gender::text)
  ) s (breakdown, category)
  group by l.leaf_id, s.breakdown, s.category
$$;
comment on function release.research_tally(release.window) is
  'True counts of contributions of a quarter by research leaf and category. A contribution is one contact, so it adds one to one category of each breakdown and no more: this is what bounds it. Nothing arrives 13 weeks late, so nothing joins from the quarter before.';
revoke all on function release.research_tally(release.window) from public;
