create or replace function field.chance_tuning(scattered boolean)
returns table (
  optimism float8, borrowed_visits float8, heat_visits float8,
  half_life_days float8, memory_days integer, other_slots float8, heat_centres float8[]
)
language sql immutable security invoker rows 1
set search_path = ''
as $$
  select 0.6::float8, 2.7::float8, case when scattered then 0.5 else 1.7 end::float8,
    28::float8, 56, 0.4::float8, array[0.12, 0.14, 0.16, 0.18, 0.2, 0.22]::float8[]
$$;
comment on function field.chance_tuning(boolean) is
  'What the chance of meeting is reckoned with, where meetings are scattered or cluster; CHANCE_TUNING, MEMORY_TUNING and HEAT_CENTRES of src/domain/chance-tuning.ts are the same numbers.';
revoke all on function field.chance_tuning(boolean) from public;
