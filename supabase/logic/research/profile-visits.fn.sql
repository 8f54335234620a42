create or replace function release.profile_visits(published release.window)
returns table (weekday smallint, slot field.slot, visits integer)
language sql stable security invoker
set search_path = ''
as $$
  select extract(isodow from v.service_date)::smallint, f.slot, count(*)::integer
  from release.counted_visits(
    (published).organisation_id, null, (published).starts_on, (published).ends_on, '{}', (published).published_at
  ) v
  join field.visit f on f.id = v.visit_id
  where v.reached
  group by 1, 2
$$;
comment on function release.profile_visits(release.window) is
  'Complete visits of a quarter by day of the week (of the service date) and slot, living sites excepted: staff activity over the whole territory, which is told without noise.';
revoke all on function release.profile_visits(release.window) from public;
