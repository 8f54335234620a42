create or replace function release.late_visits(published release.window)
returns uuid[]
language sql stable security invoker
set search_path = ''
as $$
  with home as (
    -- Earlier windows of the same audience. What came after such a window joins the one published next, and no other:
    -- so what counts here came after the last publication that could have taken it.
    select w.starts_on, w.ends_on, greatest(w.published_at, (
      select max(m.published_at) from release.window m
      where m.organisation_id = w.organisation_id and m.tier = w.tier and m.layer = w.layer
        and m.team_id is not distinct from w.team_id and m.starts_on > w.starts_on
        and m.id <> (published).id and m.published_at <= (published).published_at
    )) as since
    from release.window w
    where w.organisation_id = (published).organisation_id
      and w.tier = (published).tier and w.layer = (published).layer
      and w.team_id is not distinct from (published).team_id
      and w.ends_on < (published).starts_on
  )
  select coalesce(array_agg(v.id), '{}')
  from home h
  join release.policy p on p.id = (published).policy_id
  join org.organisation o on o.id = (published).organisation_id
  cross join lateral release.rules(p, (published).tier) r
  join field.visit v on v.organisation_id = o.id
    and v.service_date between greatest(h.starts_on, (h.since at time zone o.time_zone)::date - r.late_days) and h.ends_on
  where v.received_at > h.since and v.received_at <= (published).published_at
    and (v.received_at at time zone o.time_zone)::date - v.service_date <= r.late_days
$$;
comment on function release.late_visits(release.window) is
  'Visits of earlier windows that came after those were published, young enough to join this one and not taken by another; visits of other teams among them.';
revoke all on function release.late_visits(release.window) from public;
