create or replace function field.service_date_of(moment timestamptz, time_zone text)
returns date
language sql stable strict security invoker
set search_path = ''
as $$
  -- On the wall clock, so that the night the clocks change belongs to its evening like any other.
  select ((moment at time zone time_zone) - interval '6 hours')::date
$$;
comment on function field.service_date_of(timestamptz, text) is
  'Day of service of a moment in an IANA time zone: the local date of (time - 6 h); src/domain/slot.ts calls it serviceDateOf.';
revoke all on function field.service_date_of(timestamptz, text) from public;
