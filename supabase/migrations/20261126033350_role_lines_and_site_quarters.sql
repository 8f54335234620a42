-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

-- logic: access/role-change-days.fn.sql
create or replace function org.role_change_days(member org.member)
returns setof date
language sql stable security invoker rows 1
set search_path = ''
as $$
  -- A person's memberships, newest first: what one says it follows, else the one that the account had before.
  with recursive line as (
    select m.id, m.user_id, m.organisation_id, m.role, m.team_id, m.joined_at, m.follows, array[m.id] as path
    from org.member m where m.id = (role_change_days.member).id
    union all
    select before.*, line.path || before.id from line
    cross join lateral (
      select m.id, m.user_id, m.organisation_id, m.role, m.team_id, m.joined_at, m.follows
      from org.member m
      where m.left_at is not null
        and case when line.follows is null then m.user_id = line.user_id else m.id = line.follows end
        -- Two may have begun at one moment of a clock that stands still: the line itself is the order, not the time.
        and m.joined_at <= line.joined_at and m.id <> all (line.path)
      order by m.joined_at desc, m.id
      limit 1
    ) before
  ),
  steps as (
    select (l.joined_at at time zone o.time_zone)::date as day,
      (l.organisation_id, l.role, l.team_id) is distinct from
        (lead(l.organisation_id) over older, lead(l.role) over older, lead(l.team_id) over older) as changed,
      lead(l.id) over older is not null as has_older
    from line l join org.organisation o on o.id = (role_change_days.member).organisation_id
    window older as (order by cardinality(l.path))
  )
  select s.day from steps s where s.changed and s.has_older
$$;
comment on function org.role_change_days(org.member) is
  'Days on which a person took another role or team: the window of that day is withheld from the new membership, so that no window is read in two roles.';
revoke all on function org.role_change_days(org.member) from public;

-- logic: release/unpublished-quarters.fn.sql
create or replace function release.unpublished_quarters(organisation uuid, layer release.layer)
returns table (starts_on date, ends_on date, due_on date)
language sql stable security invoker rows 10
set search_path = ''
as $$
  with given as materialized (
    select release.today(o.time_zone) as today,
      coalesce(
        (select min(d.day) from release.settled_days(o.id, null) d),
        -- Sites are there whether rounds go out or not: without a settled day, those of the year that is in view.
        case when unpublished_quarters.layer = 'sites' then release.today(o.time_zone) - 364 end
      ) as first_day,
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

