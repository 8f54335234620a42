create or replace function release.describe_rules(policy release.policy, tier release.tier)
returns jsonb
language sql immutable security invoker
set search_path = ''
as $$
  select jsonb_build_object(
    'k0', r.k0, 'd', release.noise_bound(), 'weeks', r.weeks, 'lag_days', r.lag_days,
    'visits', 3, 'dates', 3,
    'classes', (
      select jsonb_agg(jsonb_build_object('class', b.class, 'from', b.bound, 'to', b.above - 1) order by b.class)
      from (
        select u.class, u.bound, lead(u.bound) over (order by u.class) as above
        from unnest(release.class_bounds(tier)) with ordinality u (bound, class)
      ) b
    )
  )
  from release.rules(policy, tier) r
$$;
comment on function release.describe_rules(release.policy, release.tier) is
  'The rules of a tier as the legend tells them: threshold, noise, length and lag of windows, classes (the last has no end).';
revoke all on function release.describe_rules(release.policy, release.tier) from public;
