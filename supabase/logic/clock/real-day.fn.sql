create or replace function release.real_day(time_zone text)
returns date
language sql stable security invoker
set search_path = ''
return (clock_timestamp() at time zone time_zone)::date;
comment on function release.real_day(text) is
  'Calendar day in an IANA time zone by the real clock, whatever day the service clock is set to.';
revoke all on function release.real_day(text) from public;
