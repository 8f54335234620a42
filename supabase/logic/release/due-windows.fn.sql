create or replace function release.due_windows(organisation uuid)
returns table (tier release.tier, team_id uuid, starts_on date, ends_on date)
language sql stable security invoker rows 10
set search_path = ''
as $$
  select a.tier, a.team_id, u.starts_on, u.ends_on
  from org.organisation o
  cross join lateral release.audiences(o.id) a
  cross join lateral release.unpublished_windows(o.id, a.tier, a.team_id) u
  where o.id = due_windows.organisation
    and release.first_record(o.id, a.team_id) is not null
    and u.due_on <= release.today(o.time_zone)
  order by u.ends_on, a.tier, a.team_id
$$;
comment on function release.due_windows(uuid) is
  'Windows that can be published today, oldest first; those without records too, since silence would tell that nothing was recorded.';
revoke all on function release.due_windows(uuid) from public;
