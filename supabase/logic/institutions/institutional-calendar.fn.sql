create or replace function release.institutional_calendar(organisation uuid)
returns table (quarter date, ends_on date, state text, due_on date, published_at timestamptz, shown bigint)
language sql stable security invoker rows 10
set search_path = ''
as $$
  select q.quarter, q.ends_on, 'due', q.due_on, null::timestamptz, null::bigint
  from release.institutional_quarters(institutional_calendar.organisation) q where q.is_due
  union all
  select p.quarter, e.ends_on, case when e.is_withdrawn then 'withdrawn' else 'published' end, null, p.published_at,
    case when not e.is_withdrawn then (
      select count(*) from release.institutional_cell c where c.quarter_id = p.id
    ) end
  from release.institutional_quarter p
  join org.organisation o on o.id = p.organisation_id
  cross join lateral (
    select field.quarter_end(p.quarter) as ends_on, field.quarter_end(p.quarter) < release.today(o.time_zone) - 364 as is_withdrawn
  ) e
  where p.organisation_id = institutional_calendar.organisation
$$;
comment on function release.institutional_calendar(uuid) is
  'Quarters of institutional contacts that are due or out; how many settings of départements one shows is told while it is in view.';
revoke all on function release.institutional_calendar(uuid) from public;
