create or replace function field.open_quarters(organisation uuid)
returns table (quarter date, ends_on date, corrected_until date)
language sql stable security invoker rows 5
set search_path = ''
as $$
  select s.day::date, field.quarter_end(s.day::date), field.quarter_end(s.day::date) + 14
  from org.organisation o
  cross join lateral generate_series(
    date_trunc('quarter', (release.today(o.time_zone) - 364)::timestamp),
    date_trunc('quarter', release.today(o.time_zone)::timestamp), interval '3 months'
  ) s (day)
  where o.id = open_quarters.organisation
    -- Over 52 weeks old it would be withdrawn from view on the day it came out.
    and field.quarter_end(s.day::date) >= release.today(o.time_zone) - 364
    and not exists (
      select from release.institutional_quarter p where p.organisation_id = o.id and p.quarter = s.day::date
    )
  order by 1
$$;
comment on function field.open_quarters(uuid) is
  'Quarters of institutional contacts that can still be counted: begun, not published, of the last 52 weeks. Own rows are read and corrected until corrected_until (14 days after the end, as visits are), or the publication if it comes first.';
revoke all on function field.open_quarters(uuid) from public;
