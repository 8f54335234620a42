create or replace function field.need_codes()
returns text[]
language sql immutable security invoker
set search_path = ''
as $$
  select array[
    'food', 'clothing', 'hygiene', 'care', 'shelter', 'schooling', 'legal', 'phone', 'listening', 'protection'
  ]
$$;
comment on function field.need_codes() is
  'What youths met may say they need, as codes: there is no free text. src/domain/field-record.ts has the same list.';
revoke all on function field.need_codes() from public;
