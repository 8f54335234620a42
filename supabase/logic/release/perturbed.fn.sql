create or replace function release.perturbed(published release.window, policy release.policy, secret bytea)
returns table (leaf_id integer, breakdown release.breakdown, category text, y bigint, passes boolean)
language sql stable security invoker
set search_path = ''
as $$
  with noisy as materialized (
    select t.*, release.staff_noise(release.cell_key(published, i.identity, t.key_sum, secret)) as v
    from release.tally(published, (policy).unit, secret) t
    join release.leaf_identities((published).season_id) i on i.leaf_id = t.leaf_id
  )
  -- The rule about the largest encounter (n without it + v >= k1 + D) needs no count of its own: an encounter has
  -- one recorder, so what is left without the busiest recorder is never more than what is left without it.
  -- One v for every condition: own draws would widen the edge (.229 to .320). Never a cut on the true count (.581).
  select c.leaf_id, c.breakdown, c.category, c.n + c.v,
    c.n + c.v >= r.k0 + release.noise_bound()
      and c.without_busiest + c.v >= r.k1 + release.noise_bound()
      and (r.k2 is null or c.without_two + c.v >= r.k2 + release.noise_bound())
  from noisy c
  cross join release.rules(policy, (published).tier) r
$$;
comment on function release.perturbed(release.window, release.policy, bytea) is
  'Noisy counts y of a window (a leaf or category without contribution stays 0 and has no row), and whether they pass every threshold and leave-out rule. Only for release.shown_cells: y is stored nowhere.';
revoke all on function release.perturbed(release.window, release.policy, bytea) from public;
