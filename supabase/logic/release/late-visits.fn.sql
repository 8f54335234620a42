create or replace function release.late_visits(published release.window)
returns uuid[]
language sql stable security invoker
set search_path = ''
as $$
  select coalesce(array_agg(v.id), '{}')
  from release.window before
  join release.policy p on p.id = (published).policy_id
  cross join lateral release.rules(p, before.tier) r
  join org.organisation o on o.id = before.organisation_id
  join field.visit v on v.organisation_id = before.organisation_id
    and v.service_date between before.starts_on and before.ends_on
  where before.organisation_id = (published).organisation_id
    and before.tier = (published).tier and before.layer = (published).layer
    and before.team_id is not distinct from (published).team_id
    and before.ends_on = (published).starts_on - 1
    and v.received_at > before.published_at
    and (v.received_at at time zone o.time_zone)::date - v.service_date <= r.late_days
$$;
comment on function release.late_visits(release.window) is
  'Visits of the window just before that came after it was published, and young enough to join this one; visits of other teams among them.';
revoke all on function release.late_visits(release.window) from public;
