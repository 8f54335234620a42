create or replace function field.read_contacts(namespace uuid, visit jsonb)
returns table (
  id uuid, own_id uuid, encounter_id uuid, gender field.gender, age_band field.age_band, first_time boolean,
  seen_recently boolean, is_good boolean
)
language sql immutable security invoker
set search_path = ''
as $$
  with read as (
    select e.id as encounter, c, field.json_uuid(c -> 'id') as id,
      case when coalesce(c ->> 'gender', '?') = any (enum_range(null::field.gender)::text[])
        then coalesce(c ->> 'gender', '?')::field.gender end as gender,
      case when coalesce(c ->> 'age_band', '?') = any (enum_range(null::field.age_band)::text[])
        then coalesce(c ->> 'age_band', '?')::field.age_band end as age_band
    from field.read_encounters(namespace, visit) e cross join jsonb_array_elements(e.contacts) c
  )
  select r.id, field.own_id(namespace, r.id), field.own_id(namespace, r.encounter), r.gender, r.age_band,
    case when jsonb_typeof(c -> 'first_time') = 'boolean' then (c ->> 'first_time')::boolean end,
    c -> 'seen_recently' = 'true',
    r.id is not null and r.gender is not null and r.age_band is not null
      and (c ->> 'first_time' is null or jsonb_typeof(c -> 'first_time') = 'boolean')
      -- Releases depend on it: it is always said, never guessed.
      and coalesce(jsonb_typeof(c -> 'seen_recently') = 'boolean', false)
  from read r
$$;
comment on function field.read_contacts(uuid, jsonb) is
  'Reads the contacts of a visit that a phone sends, with the ids they and their encounters are stored under. Never raises.';
revoke all on function field.read_contacts(uuid, jsonb) from public;
