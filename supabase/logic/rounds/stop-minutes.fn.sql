create or replace function field.stop_minutes()
returns integer
language sql immutable security invoker
set search_path = ''
as $$
  select 25
$$;
comment on function field.stop_minutes() is
  'Planned minutes of every stop that a calendar shows: one length, whatever the stop is for.';
revoke all on function field.stop_minutes() from public;
