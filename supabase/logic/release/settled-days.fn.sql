create or replace function release.settled_days(organisation uuid, team uuid)
returns table (day date)
language sql stable security invoker
set search_path = ''
as $$
  -- Three dates in a year, not in a window: a count a month is a history too.
  select d.day
  from (
    select k.day, count(*) over (order by k.day range between interval '182 days' preceding and interval '182 days' following) as near
    from (
      select distinct r.service_date as day from field.round r
      where r.organisation_id = settled_days.organisation and r.status in ('done', 'validated')
        and (settled_days.team is null or r.team_id = settled_days.team)
    ) k
  ) d
  join org.organisation o on o.id = settled_days.organisation
  where d.near >= 3 or d.day >= release.today(o.time_zone) - 364
$$;
comment on function release.settled_days(uuid, uuid) is
  'Days with a done round of a team or (null) of the organisation, without lone old ones, which are mistyped dates: over 52 weeks back, where every map is withdrawn from view, those with fewer than 3 dates within 26 weeks.';
revoke all on function release.settled_days(uuid, uuid) from public;
