create or replace function field.recorder_facts(batch uuid)
returns table (distinct_values integer, largest_share smallint)
language sql stable security invoker
set jit = off
set search_path = ''
as $$
  with spread as (
    select count(*) as n
    -- A visit that met nobody counts like one encounter: the share must not tell whether somebody was met.
    from field.visit v left join field.encounter e on e.visit_id = v.id
    where v.batch_id = recorder_facts.batch
    group by coalesce(v.column_recorder_id, v.recorder_id)
  )
  select
    (select count(*)::integer from field.recorder r where r.batch_id = recorder_facts.batch),
    (select round(100 * max(s.n) / sum(s.n))::smallint from spread s)
$$;
comment on function field.recorder_facts(uuid) is
  'What a recorder column looks like: how many values it has, and the largest share of the rows that one has, in per cent. No value and no count of youths.';
revoke all on function field.recorder_facts(uuid) from public;
