create or replace function field.is_open_record(caller org.member, service_date date)
returns boolean
language sql stable security invoker
set search_path = ''
as $$
  select service_date >= release.today(o.time_zone) - 14 and not exists (
    select from release.window w
    where w.organisation_id = caller.organisation_id and w.layer in ('encounters', 'research')
      and is_open_record.service_date between w.starts_on and w.ends_on
      and (w.team_id is null or w.team_id = caller.team_id)
  )
  from org.organisation o where o.id = caller.organisation_id
$$;
comment on function field.is_open_record(org.member, date) is
  'Whether an account may still change its records of a day: 14 days, or until a window with it is published (privacy.md, Raw records).';
revoke all on function field.is_open_record(org.member, date) from public;
