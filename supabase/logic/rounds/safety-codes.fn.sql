create or replace function field.safety_codes()
returns text[]
language sql immutable security invoker
set search_path = ''
as $$
  select array[
    'together', 'phone_charged', 'partner_told', 'badge_visible', 'no_photo', 'no_names', 'leave_if_tense',
    'traffic', 'lamp', 'weather', 'emergency_numbers', 'return_call'
  ]
$$;
comment on function field.safety_codes() is
  'Safety notes that a round''s sheet may carry, as codes: there is no free text. src/domain/week-rounds.ts has the same list.';
revoke all on function field.safety_codes() from public;
