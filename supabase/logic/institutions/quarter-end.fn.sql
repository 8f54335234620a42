create or replace function field.quarter_end(quarter date)
returns date
language sql immutable strict parallel safe security invoker
set search_path = ''
as $$
  select (quarter + interval '3 months')::date - 1
$$;
comment on function field.quarter_end(date) is 'Last day of the calendar quarter that begins on a day.';
revoke all on function field.quarter_end(date) from public;
