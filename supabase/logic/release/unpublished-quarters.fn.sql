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
