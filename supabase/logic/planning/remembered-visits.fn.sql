create or replace function field.remembered_visits(organisation uuid, today date)
returns table (cell integer, slot field.slot, age integer, met boolean)
language sql stable security invoker rows 5000
set search_path = ''
as $$
  -- 90 days for the occupancy model; the chance itself remembers 8 weeks of them.
  select v.cell, v.slot, today - v.service_date, v.outcome <> 'nobody'
  from field.visit v join field.round r on r.id = v.round_id
  where v.organisation_id = remembered_visits.organisation
    and v.service_date between today - 90 and today
    and v.site_id is null and not v.at_living_site and v.outcome in ('met', 'seen_avoided', 'nobody')
    and r.status in ('done', 'validated')
$$;
comment on function field.remembered_visits(uuid, date) is
  'Complete visits of done rounds of the last 90 days, living sites excepted; seen_avoided is a meeting.';
revoke all on function field.remembered_visits(uuid, date) from public;
