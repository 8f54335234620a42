-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

-- logic: planning/chance-tuning.fn.sql
create or replace function field.chance_tuning()
returns table (
  optimism float8, half_life_days float8, memory_days integer, borrowed_visits float8, heat_visits float8,
  other_slots float8, heat_centres float8[]
)
language sql immutable security invoker rows 1
set search_path = ''
as $$
  select 0.6::float8, 28::float8, 56, 2.7::float8, 1.7::float8, 0.4::float8,
    array[0.12, 0.14, 0.16, 0.18, 0.2, 0.22]::float8[]
$$;
comment on function field.chance_tuning() is
  'What the chance of meeting is reckoned with; CHANCE_TUNING and HEAT_CENTRES of src/domain/meeting-chance.ts are the same numbers.';
revoke all on function field.chance_tuning() from public;

