create or replace function field.parse_day(day text)
returns date
language sql immutable strict security invoker
set search_path = ''
as $$
  -- The day is counted from the first of the month: 31 February falls into March and is refused, not raised.
  select case
    when day ~ '^(199[0-9]|20[0-9]{2})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'
      and extract(month from make_date(left(day, 4)::integer, substr(day, 6, 2)::integer, 1) + right(day, 2)::integer - 1)
        = substr(day, 6, 2)::integer
    then make_date(left(day, 4)::integer, substr(day, 6, 2)::integer, 1) + right(day, 2)::integer - 1
  end
$$;
comment on function field.parse_day(text) is 'A day YYYY-MM-DD from 1990 to 2099, or null; never an error.';
revoke all on function field.parse_day(text) from public;
