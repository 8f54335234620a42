create or replace function release.today(time_zone text)
returns date
language sql stable security invoker
set search_path = ''
as $$
  select coalesce(
    nullif(current_setting('repere.today', true), '')::date,
    (clock_timestamp() at time zone time_zone)::date
  )
$$;
comment on function release.today(text) is
  'Calendar day of the service clock in an IANA time zone; the fixed day where repere.today is set.';
revoke all on function release.today(text) from public;
