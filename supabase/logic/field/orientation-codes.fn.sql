create or replace function field.orientation_codes()
returns text[]
language sql immutable security invoker
set search_path = ''
as $$
  select array[
    'child_protection', 'emergency_shelter', 'day_centre', 'health', 'legal_aid', 'education', 'return_visit', 'declined'
  ]
$$;
comment on function field.orientation_codes() is
  'Where youths met were directed, as codes: there is no free text. src/domain/field-record.ts has the same list.';
revoke all on function field.orientation_codes() from public;
