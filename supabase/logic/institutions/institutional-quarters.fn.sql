create or replace function release.institutional_quarters(organisation uuid)
returns table (quarter date, ends_on date, due_on date, is_due boolean)
language sql stable security invoker rows 5
set search_path = ''
as $$
  with given as materialized (
    select release.today(o.time_zone) as today, release.over_before(o.id) as over_before,
      (release.current_policy(o.id)).lead_lag_days as lag_days,
      least(
        (select min(c.quarter) from field.institutional_contact c where c.organisation_id = o.id),
        (select min(p.quarter) from release.institutional_quarter p where p.organisation_id = o.id)
      ) as first_quarter
    from org.organisation o
    where o.id = institutional_quarters.organisation
  )
  select s.day::date, e.ends_on, e.due_on, e.due_on <= g.today and e.ends_on < g.over_before
  from given g
  cross join lateral generate_series(
    g.first_quarter::timestamp, date_trunc('quarter', g.today::timestamp), interval '3 months'
  ) s (day)
  cross join lateral (
    select field.quarter_end(s.day::date) as ends_on, field.quarter_end(s.day::date) + 1 + g.lag_days as due_on
  ) e
  where e.ends_on >= g.today - 364
    and not exists (
      select from release.institutional_quarter p
      where p.organisation_id = institutional_quarters.organisation and p.quarter = s.day::date
    )
  order by 1
$$;
comment on function release.institutional_quarters(uuid) is
  'Quarters of institutional contacts that are not published, oldest first, from the first one counted; those without a count too, since silence would tell. due_on is the leads'' lag after the end.';
revoke all on function release.institutional_quarters(uuid) from public;
