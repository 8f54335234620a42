create or replace function field.describe_encounters(visit uuid)
returns jsonb
language sql stable security invoker
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', e.id, 'place_kind', e.place_kind, 'language', e.language, 'needs', to_jsonb(e.needs),
    'orientation', to_jsonb(e.orientation), 'living_district', e.living_district,
    'previous_district', e.previous_district,
    'contacts', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', c.id, 'gender', c.gender, 'age_band', c.age_band, 'first_time', c.first_time,
        'seen_recently', c.seen_recently
      ) order by c.id), '[]')
      from field.contact c where c.encounter_id = e.id
    )
  ) order by e.id), '[]')
  from field.encounter e where e.visit_id = visit
$$;
comment on function field.describe_encounters(uuid) is
  'Encounters of a visit with their contacts, for the account that wrote them; never their contributors.';
revoke all on function field.describe_encounters(uuid) from public;
