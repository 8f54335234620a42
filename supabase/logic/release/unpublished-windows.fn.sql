create or replace function release.unpublished_windows(organisation uuid, tier release.tier, team uuid)
returns table (starts_on date, ends_on date, due_on date)
language sql stable security invoker rows 10
set search_path = ''
as $$
  with settled as materialized (
    select d.day from release.settled_days(unpublished_windows.organisation, unpublished_windows.team) d
  ),
  given as materialized (
    select release.today(o.time_zone) as today, r.weeks * 7 as days, r.weeks, r.lag_days,
      (select min(d.day) from settled d) as first_day
    from org.organisation o
    cross join lateral release.rules(release.current_policy(o.id), unpublished_windows.tier) r
    where o.id = unpublished_windows.organisation
  ),
  slot as (
    select release.lattice_start(coalesce(least(g.first_day, g.today), g.today), g.weeks) + n * g.days as starts_on, g.days, g.lag_days, g.today
    from given g
    cross join lateral generate_series(
      0, (g.today - release.lattice_start(coalesce(least(g.first_day, g.today), g.today), g.weeks)) / g.days
    ) n
  )
  select s.starts_on, s.starts_on + s.days - 1, s.starts_on + s.days + s.lag_days
  from slot s
  where not exists (
    select from release.window w
    where w.organisation_id = unpublished_windows.organisation and w.tier = unpublished_windows.tier
      and w.layer = 'encounters' and w.team_id is not distinct from unpublished_windows.team
      and w.starts_on <= s.starts_on + s.days - 1 and w.ends_on >= s.starts_on
  )
    -- Years of silence between two histories make no windows either.
    and (s.starts_on + s.days - 1 >= s.today - 364 or exists (
      select from settled d where d.day between s.starts_on - 182 and s.starts_on + s.days - 1 + 182
    ))
  order by 1
$$;
comment on function release.unpublished_windows(uuid, release.tier, uuid) is
  'Windows from the first settled record to the one that holds today, without those published or overlapping one and, over 52 weeks back, those with no settled record within 26 weeks; oldest first. due_on is the first day on which a window can be published: its end and the lag have passed.';
revoke all on function release.unpublished_windows(uuid, release.tier, uuid) from public;
