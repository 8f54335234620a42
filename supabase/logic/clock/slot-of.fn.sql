create or replace function field.slot_of(moment timestamptz, time_zone text)
returns field.slot
language sql stable strict security invoker
set search_path = ''
as $$
  select (array['night', 'morning', 'afternoon', 'evening']::field.slot[])[
    1 + extract(hour from moment at time zone time_zone)::integer / 6
  ]
$$;
comment on function field.slot_of(timestamptz, text) is
  'Slot of a moment by the wall clock of an IANA time zone: morning 6-12, afternoon 12-18, evening 18-24, night 0-6.';
revoke all on function field.slot_of(timestamptz, text) from public;
