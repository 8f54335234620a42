create or replace function release.season_from(base release.policy, wished release.policy)
returns date
language sql stable security invoker
set search_path = ''
as $$
  -- Nothing is drawn before the first window: the season to come takes the new sizes anyway.
  select case
    when ((base).min_leaf_km, (base).first_season_km) is distinct from ((wished).min_leaf_km, (wished).first_season_km)
      and exists (select from release.season s where s.organisation_id = o.id)
    then release.lattice_start(release.today(o.time_zone), (base).educator_weeks) + 7 * (base).educator_weeks
  end
  from org.organisation o where o.id = (base).organisation_id
$$;
comment on function release.season_from(release.policy, release.policy) is
  'First day of the season that a change of policy opens: the next start of an educators'' window where sizes of leaves change, else null and the partition is kept.';
revoke all on function release.season_from(release.policy, release.policy) from public;
