create or replace function release.unpublished_quarters(organisation uuid, layer release.layer)
returns table (starts_on date, ends_on date, due_on date)
language sql stable security invoker rows 10
set search_path = ''
as $$
  with given as materialized (
    select release.today(o.time_zone) as today, release.first_record(o.id, null) as first_day,
      case unpublished_quarters.layer
        when 'sites' then (release.current_policy(o.id)).lead_lag_days
      end as lag_days
    from org.organisation o
    where o.id = unpublished_quarters.organisation and release.first_record(o.id, null) is not null
  ),
  slot as (
    select s.day::date as starts_on, s.day::date + 90 as ends_on, g.lag_days, g.today
    from given g
    -- What ended over 52 weeks ago is withdrawn from view: nobody would ever see it.
    cross join lateral generate_series(
      release.lattice_start(greatest(least(g.first_day, g.today), g.today - 364), 13)::timestamp, g.today::timestamp, interval '91 days'
    ) s (day)
  )
  select s.starts_on, s.ends_on, s.ends_on + 1 + s.lag_days
  from slot s
  where s.ends_on >= s.today - 364 and not exists (
    select from release.window w
    where w.organisation_id = unpublished_quarters.organisation and w.layer = unpublished_quarters.layer
      and w.starts_on <= s.ends_on and w.ends_on >= s.starts_on
  )
  order by 1
$$;
comment on function release.unpublished_quarters(uuid, release.layer) is
  'Quarters of a layer of the whole organisation (13 weeks, from the first done round to the one that holds today) that are not published, oldest first; those that would be withdrawn at once are left out. due_on is the first day on which one can be published. Nothing is due before the first done round.';
revoke all on function release.unpublished_quarters(uuid, release.layer) from public;
