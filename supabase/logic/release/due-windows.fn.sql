create or replace function release.due_windows(organisation uuid)
returns table (tier release.tier, team_id uuid, starts_on date, ends_on date, due_on date)
language sql stable security invoker rows 10
set search_path = ''
as $$
  with audience as materialized (
    select a.* from release.audiences(due_windows.organisation) a
    where release.first_record(due_windows.organisation, a.team_id) is not null
  ),
  clock as materialized (
    select release.today(o.time_zone) as today, release.over_before(o.id) as over_before
    from org.organisation o where o.id = due_windows.organisation
  )
  select a.tier, a.team_id, u.starts_on, u.ends_on, u.due_on
  from clock
  cross join audience a
  cross join lateral release.unpublished_windows(due_windows.organisation, a.tier, a.team_id) u
  where u.due_on <= clock.today and u.ends_on < clock.over_before
  order by u.ends_on, a.tier, a.team_id
$$;
comment on function release.due_windows(uuid) is
  'Windows that can be published today, oldest first; those without records too, since silence would tell that nothing was recorded.';
revoke all on function release.due_windows(uuid) from public;
