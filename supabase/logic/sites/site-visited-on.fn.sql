create or replace function field.site_visited_on(site uuid)
returns date
language sql stable security invoker
set search_path = ''
as $$
  select max(v.service_date)
  from field.visit v join field.round r on r.id = v.round_id
  where v.site_id = site and v.outcome is distinct from 'not_reached' and r.status not in ('cancelled', 'rejected')
$$;
comment on function field.site_visited_on(uuid) is 'Day of the last visit that reached a site; null for never.';
revoke all on function field.site_visited_on(uuid) from public;
