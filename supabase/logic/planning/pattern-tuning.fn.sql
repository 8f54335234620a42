create or replace function field.pattern_tuning()
returns table (damping float8, prior_slope float8, prior_weight float8, threshold float8)
language sql immutable security invoker rows 1
set search_path = ''
as $$
  select 0.05::float8, 1::float8, 3::float8, 0.6::float8
$$;
comment on function field.pattern_tuning() is
  'What is told of a sector''s pattern by: meetings are scattered where a cell''s rate rises with that of the cells around by less than the threshold; PATTERN_TUNING of src/domain/pattern.ts has the same numbers.';
revoke all on function field.pattern_tuning() from public;
