create or replace function field.json_uuid(value jsonb)
returns uuid
language sql immutable strict security invoker
set search_path = ''
as $$
  select case
    when jsonb_typeof(value) = 'string' and value #>> '{}' ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
    then (value #>> '{}')::uuid
  end
$$;
comment on function field.json_uuid(jsonb) is 'An id sent as JSON; null for anything that is none.';
revoke all on function field.json_uuid(jsonb) from public;
