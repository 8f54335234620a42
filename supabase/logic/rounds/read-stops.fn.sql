create or replace function field.read_stops(rounds jsonb)
returns table (
  round_id uuid, id uuid, place smallint, cell integer, minutes integer, pinned boolean, site_id uuid, alert_id uuid
)
language sql immutable security invoker
set search_path = ''
as $$
  select field.json_uuid(r -> 'id'), field.json_uuid(s -> 'id'), (n - 1)::smallint,
    field.json_integer(s -> 'cell'), field.json_integer(s -> 'minutes'),
    case when jsonb_typeof(s -> 'pinned') = 'boolean' then (s ->> 'pinned')::boolean end,
    field.json_uuid(s -> 'site'), field.json_uuid(s -> 'alert')
  from jsonb_array_elements(rounds) r
  cross join lateral jsonb_array_elements(
    case when jsonb_typeof(r -> 'stops') = 'array' then r -> 'stops' else '[]' end
  ) with ordinality as e (s, n)
$$;
comment on function field.read_stops(jsonb) is
  'Reads the stops of rounds in their order. What is missing or malformed is null. Never raises.';
revoke all on function field.read_stops(jsonb) from public;
