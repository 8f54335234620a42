create or replace function release.add_policy(base release.policy, wished release.policy, made_by uuid)
returns release.policy
language sql volatile security invoker
set search_path = ''
as $$
  insert into release.policy (
    organisation_id, version, made_by, made_at, educator_k0, educator_k1, lead_k0, lead_k1, lead_k2,
    educator_weeks, educator_lag_days, lead_weeks, lead_lag_days, first_season_km, min_leaf_km, unit, season_from
  )
  values (
    (base).organisation_id, (base).version + 1, add_policy.made_by, release.now(), (wished).educator_k0, (wished).educator_k1,
    (wished).lead_k0, (wished).lead_k1, (wished).lead_k2, (wished).educator_weeks, (wished).educator_lag_days,
    (wished).lead_weeks, (wished).lead_lag_days, (wished).first_season_km, (wished).min_leaf_km, (wished).unit,
    release.season_from(base, wished)
  )
  returning *
$$;
comment on function release.add_policy(release.policy, release.policy, uuid) is
  'Writes the next version of a policy, with the season that it opens if sizes of leaves change.';
revoke all on function release.add_policy(release.policy, release.policy, uuid) from public;
