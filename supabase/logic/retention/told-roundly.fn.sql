create or replace function field.told_roundly(counts jsonb)
returns jsonb
language sql immutable strict security invoker
set search_path = ''
as $$
  -- Differences of exact counts, day after day, would count the youths of a day.
  select jsonb_object_agg(c.key, case
    when c.key in ('contacts', 'encounters') then to_jsonb((c.value #>> '{}')::bigint / 100 * 100) else c.value
  end)
  from jsonb_each(counts) c
$$;
comment on function field.told_roundly(jsonb) is
  'Counts of rows as those may be told them who do not see records: contacts and encounters in whole hundreds, rounded down.';
revoke all on function field.told_roundly(jsonb) from public;
