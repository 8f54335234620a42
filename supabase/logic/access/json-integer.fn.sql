create or replace function field.json_integer(value jsonb)
returns integer
language sql immutable strict security invoker
set search_path = ''
as $$
  -- A number's JSON text has no quotes, so one pattern checks its type and its form before the cast.
  select case when value::text ~ '^[0-9]{1,8}$' then value::text::integer end
$$;
comment on function field.json_integer(jsonb) is 'A whole number of at most 8 digits sent as JSON (a cell has no more); null for anything that is none.';
revoke all on function field.json_integer(jsonb) from public;
