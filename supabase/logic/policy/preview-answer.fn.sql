create or replace function release.preview_answer(wished release.policy, tier release.tier)
returns jsonb
language sql volatile security invoker
set search_path = ''
as $$
  with figure as materialized (
    select f.* from release.preview_figures(wished, preview_answer.tier) f
  ),
  edge as (
    select avg(a) as mean, coalesce(stddev_samp(a), 0) as spread, count(*) as n
    from figure f cross join lateral unnest(f.advantages) a
  ),
  all_teams as (
    select coalesce(sum(f.contributions), 0) as contributions, sum(f.shown)::double precision as shown,
      avg(f.released_recall) as released_recall, avg(f.raw_recall) as raw_recall, avg(f.moved) as moved
    from figure f
  )
  -- Below 200 contributions a step of 5 % is a handful of youths: nothing is said.
  select case when t.contributions < 200 then '{"enough": false}' else jsonb_build_object(
    'enough', true,
    -- To steps of a twentieth (a quarter of a km): one contribution moves none of them but by chance.
    'shown', round((20 * t.shown / t.contributions)::numeric) / 20,
    'recall', round((20 * t.released_recall / nullif(t.raw_recall, 0))::numeric) / 20,
    'moved_km', round((4 * t.moved)::numeric) / 4,
    'advantage_upper', least(1, ceil((20 * (e.mean + 1.96 * e.spread / sqrt(e.n)))::numeric) / 20)
  ) end
  from all_teams t cross join edge e
$$;
comment on function release.preview_answer(release.policy, release.tier) is
  'Figures of a policy on own data, as a dpo may see them: rounded to twentieths, and none at all below 200 contributions.';
revoke all on function release.preview_answer(release.policy, release.tier) from public;
