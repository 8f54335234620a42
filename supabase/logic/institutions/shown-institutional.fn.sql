create or replace function release.shown_institutional(organisation uuid, quarter date, policy release.policy, secret bytea)
returns table (setting text, departement text, class integer)
language sql stable security invoker
set search_path = ''
as $$
  select t.setting, t.departement, width_bucket(t.n + v.v, release.class_bounds('lead')::bigint[])
  from release.institutional_tally(organisation, shown_institutional.quarter, secret) t
  cross join release.rules(policy, 'lead') r
  cross join lateral (
    select release.staff_noise(release.institutional_key(
      organisation, shown_institutional.quarter, t.setting, t.departement, t.key_sum, secret
    )) as v
  ) v
  -- One v in every condition. k0 is 10 whatever the policy: data-model.md says so, and the first class begins at 15.
  where t.n + v.v >= greatest(r.k0, 10) + release.noise_bound()
    and t.without_busiest + v.v >= r.k1 + release.noise_bound()
    and t.without_two + v.v >= r.k2 + release.noise_bound()
$$;
comment on function release.shown_institutional(uuid, date, release.policy, bytea) is
  'What a quarter of institutional contacts shows, as the leads'' classes. There is no rule about dates of visits: a count of a quarter has none.';
revoke all on function release.shown_institutional(uuid, date, release.policy, bytea) from public;
