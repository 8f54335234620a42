create or replace function field.read_encounters(namespace uuid, visit jsonb)
returns table (
  id uuid, own_id uuid, place_kind field.place_kind, language text, needs text[], orientation text[],
  living_district integer, previous_district integer, contacts jsonb, is_good boolean
)
language sql immutable security invoker
set search_path = ''
as $$
  with read as (
    select field.json_uuid(e -> 'id') as id, e,
      case when e ->> 'place_kind' = any (enum_range(null::field.place_kind)::text[])
        then (e ->> 'place_kind')::field.place_kind end as place_kind,
      field.known_codes(e -> 'needs', field.need_codes()) as needs,
      field.known_codes(e -> 'orientation', field.orientation_codes()) as orientation,
      field.json_integer(e -> 'living_district') as living, field.json_integer(e -> 'previous_district') as previous,
      field.json_list(e -> 'contacts') as contacts
    from jsonb_array_elements(field.json_list(visit -> 'encounters')) e
  )
  select r.id, field.own_id(namespace, r.id), r.place_kind, e ->> 'language', r.needs, r.orientation,
    r.living, r.previous, r.contacts,
    r.id is not null and r.place_kind is not null and r.needs is not null and r.orientation is not null
      and coalesce(e ->> 'language' ~ '^[a-z]{2,3}$', true)
      -- A district as told: the lower-left cell of an 8 km square.
      and (e ->> 'living_district' is null or coalesce(r.living = grid.square_of(r.living, 8), false))
      and (e ->> 'previous_district' is null or coalesce(r.previous = grid.square_of(r.previous, 8), false))
      and jsonb_array_length(r.contacts) between 1 and 60
  from read r
$$;
comment on function field.read_encounters(uuid, jsonb) is
  'Reads the encounters of a visit that a phone sends, with the ids they are stored under. Never raises.';
revoke all on function field.read_encounters(uuid, jsonb) from public;
