-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

-- logic: release/season-start.fn.sql
create or replace function release.season_start(organisation uuid, day date)
returns date
language sql stable security invoker
set search_path = ''
as $$
  select anchor.day + (floor((season_start.day - anchor.day) / 364.0) * 364)::integer
  from (
    select coalesce(
      (select min(s.starts_on) from release.season s where s.organisation_id = organisation),
      (
        select release.lattice_start(min(c.service_date), 13) from field.contact c
        where c.organisation_id = season_start.organisation
          and c.service_date in (select d.day from release.settled_days(season_start.organisation, null) d)
      ),
      release.lattice_start(season_start.day, 13)
    ) as day
  ) anchor
$$;
comment on function release.season_start(uuid, date) is
  'First day of the 52 weeks that hold a day: counted both ways from the first season drawn, which began with the quarter of the first contact, lone old dates aside.';
revoke all on function release.season_start(uuid, date) from public;

-- logic: release/settled-days.fn.sql
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

-- logic: release/unpublished-quarters.fn.sql
create or replace function release.unpublished_quarters(organisation uuid, layer release.layer)
returns table (starts_on date, ends_on date, due_on date)
language sql stable security invoker rows 10
set search_path = ''
as $$
  with given as materialized (
    select release.today(o.time_zone) as today, (select min(d.day) from release.settled_days(o.id, null) d) as first_day,
      case unpublished_quarters.layer
        when 'research' then 91 else (release.current_policy(o.id)).lead_lag_days
      end as lag_days
    from org.organisation o
    where o.id = unpublished_quarters.organisation and release.first_record(o.id, null) is not null
  ),
  slot as (
    select s.day::date as starts_on, s.day::date + 90 as ends_on, g.lag_days, g.today
    from given g
    cross join lateral generate_series(
      release.lattice_start(least(g.first_day, g.today), 13)::timestamp, g.today::timestamp, interval '91 days'
    ) s (day)
  )
  select s.starts_on, s.ends_on, s.ends_on + 1 + s.lag_days
  from slot s
  where not exists (
    select from release.window w
    where w.organisation_id = unpublished_quarters.organisation and w.layer = unpublished_quarters.layer
      and w.starts_on <= s.ends_on and w.ends_on >= s.starts_on
  )
    and case
      when s.ends_on >= s.today - 364 then true
      -- Living sites of over 52 weeks ago are withdrawn from view: nobody would ever see them.
      when unpublished_quarters.layer = 'sites' then false
      -- One mistyped old date makes no quarter.
      else (
        select count(distinct r.service_date) >= 3 from field.round r
        where r.organisation_id = unpublished_quarters.organisation and r.status in ('done', 'validated')
          and r.service_date between s.starts_on and s.ends_on
      )
    end
    and (unpublished_quarters.layer <> 'research' or release.budget_left(unpublished_quarters.organisation, s.starts_on) >= (
      select sum(t.epsilon_micro) from (select distinct r.breakdown, r.epsilon_micro from release.research_tables() r) t
    ))
  order by 1
$$;
comment on function release.unpublished_quarters(uuid, release.layer) is
  'Quarters of a layer of the whole organisation (13 weeks, from the first done round to the one that holds today) that are not published, oldest first. due_on is the first day on which one can be published: 13 weeks after its end for research, the leads'' lag for living sites. Left out are those that nobody would see, that ended over 52 weeks ago with rounds on fewer than 3 dates, or that the privacy budget does not hold.';
revoke all on function release.unpublished_quarters(uuid, release.layer) from public;

-- logic: release/unpublished-windows.fn.sql
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

