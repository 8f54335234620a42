create or replace function field.reject_codes()
returns text[]
language sql immutable security invoker
set search_path = ''
as $$
  select array['not_done', 'duplicate', 'wrong_day', 'wrong_place', 'test', 'other']
$$;
comment on function field.reject_codes() is
  'Why a lead may reject a done round. src/domain/week-rounds.ts has the same list.';
revoke all on function field.reject_codes() from public;
