create or replace function field.read_round_plans(rounds jsonb)
returns table (
  id uuid, version integer, service_date date, slot field.slot, mode field.travel_mode, status field.round_status,
  sector_id uuid, template_id uuid, start_cell integer, end_cell integer, planned_minutes integer, leaves_at integer,
  max_stops smallint, lead_member uuid, safety text[], members uuid[], stops jsonb
)
language sql immutable security invoker
set search_path = ''
as $$
  select field.json_uuid(r -> 'id'), field.json_integer(r -> 'version'), field.parse_day(r ->> 'date'),
    case when r ->> 'slot' = any (enum_range(null::field.slot)::text[]) then (r ->> 'slot')::field.slot end,
    case when r ->> 'mode' = any (enum_range(null::field.travel_mode)::text[]) then (r ->> 'mode')::field.travel_mode end,
    case when r ->> 'status' in ('draft', 'planned') then (r ->> 'status')::field.round_status end,
    field.json_uuid(r -> 'sector_id'), field.json_uuid(r -> 'template_id'),
    field.json_integer(r -> 'start'), field.json_integer(r -> 'end'),
    field.json_integer(r -> 'minutes'), field.json_integer(r -> 'leaves_at'),
    case when field.json_integer(r -> 'max_stops') between 1 and 60 then field.json_integer(r -> 'max_stops')::smallint end,
    field.json_uuid(r -> 'lead'),
    case when jsonb_typeof(r -> 'safety') = 'array' then array(
      select distinct e from jsonb_array_elements_text(r -> 'safety') e order by e
    ) end,
    case when jsonb_typeof(r -> 'members') = 'array' then array(
      select distinct m from (
        select field.json_uuid(e) as m from jsonb_array_elements(r -> 'members') e
        union all select field.json_uuid(r -> 'lead')
        where r ->> 'lead' is not null
      ) p order by m
    ) end,
    case when jsonb_typeof(r -> 'stops') = 'array' then r -> 'stops' end
  from jsonb_array_elements(rounds) r
$$;
comment on function field.read_round_plans(jsonb) is
  'Reads rounds as a calendar sends them. What is missing or malformed is null; the lead is one of the members. Never raises.';
revoke all on function field.read_round_plans(jsonb) from public;
