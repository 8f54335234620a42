create or replace function field.known_codes(sent jsonb, known text[])
returns text[]
language sql immutable security invoker
set search_path = ''
as $$
  -- Null for what is no list of known codes, each at most once.
  select case
    when sent is null or sent = 'null' then '{}'::text[]
    when jsonb_typeof(sent) = 'array' then (
      select case when count(*) = count(distinct c) and coalesce(bool_and(c = any (known)), true)
        then coalesce(array_agg(c), '{}') end
      from jsonb_array_elements_text(sent) c
    )
  end
$$;
comment on function field.known_codes(jsonb, text[]) is 'A list of codes sent as JSON, empty if none was sent; null if one is unknown or named twice.';
revoke all on function field.known_codes(jsonb, text[]) from public;
