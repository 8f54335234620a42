create or replace function field.likeness_of(
  organisation uuid, cell integer, service_date date, slot field.slot, count integer, place_kind field.place_kind,
  gender field.gender, age_band field.age_band, first_time boolean, seen_recently integer
)
returns uuid
language sql immutable security invoker
set search_path = ''
as $$
  select field.part_id(organisation, concat_ws(
    '/', 'row', cell, service_date, slot, count, coalesce(place_kind::text, ''), gender, age_band,
    coalesce(first_time::text, ''), seen_recently
  ))
$$;
comment on function field.likeness_of(uuid, integer, date, field.slot, integer, field.place_kind, field.gender, field.age_band, boolean, integer) is
  'What an imported row says, as a digest: equal rows of any accounts, teams and files of an organisation have the same one. Ids tell accounts and teams apart, so they cannot.';
revoke all on function field.likeness_of(uuid, integer, date, field.slot, integer, field.place_kind, field.gender, field.age_band, boolean, integer) from public;
