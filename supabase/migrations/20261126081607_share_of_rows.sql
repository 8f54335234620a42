-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

-- logic: files/batches.fn.sql
create or replace function api.batches()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead', 'dpo');
begin
  return jsonb_build_object('batches', coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', b.id, 'started_at', b.started_at, 'finished_at', b.finished_at, 'undone_at', b.undone_at,
      'accepted', b.accepted, 'repeated', b.repeated, 'has_recorder_column', b.has_recorder_column,
      'recorder_approved', case when b.recorder_approved_by is not null then b.recorder_approved_at is not null end,
      'recorder_values', b.recorder_values, 'recorder_share', b.recorder_share,
      'file_digest', case when b.importer = caller.id then encode(b.file_digest, 'hex') end
    ) order by b.started_at desc, b.id)
    from field.import_batch b
    where b.organisation_id = caller.organisation_id
      and case caller.role when 'lead' then b.importer = caller.id else b.has_recorder_column end
  ), '[]'));
end
$$;
comment on function api.batches() is
  'Lead: own imports, newest first. Dpo: imports with a recorder column; recorder_approved is null while undecided; recorder_values and recorder_share (largest, per cent of rows) once it is finished.';
revoke all on function api.batches() from public;
grant execute on function api.batches() to authenticated;

-- logic: files/recorder-facts.fn.sql
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

