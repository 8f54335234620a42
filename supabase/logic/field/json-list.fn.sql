create or replace function field.json_list(value jsonb)
returns jsonb
language sql immutable security invoker
set search_path = ''
as $$
  select case when jsonb_typeof(value) = 'array' then value else '[]' end
$$;
comment on function field.json_list(jsonb) is 'A list sent as JSON; an empty one for anything that is none.';
revoke all on function field.json_list(jsonb) from public;
