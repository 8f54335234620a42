-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

drop function api.approve_recorder_column(uuid,boolean);

-- logic: files/approve-recorder-column.fn.sql
create or replace function api.approve_recorder_column(
  batch uuid, approve boolean, seen_values integer default null, seen_rows integer default null
)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('dpo');
  asked field.import_batch;
begin
  if approve is null then
    perform org.refuse('RP001', 'approve is true or false.');
  end if;
  if approve and (seen_values is null or seen_rows is null) then
    perform org.refuse('RP001', 'An approval names the values and rows that were seen.');
  end if;
  perform pg_advisory_xact_lock_shared(release.lock_key(caller.organisation_id));
  select b.* into asked from field.import_batch b
  where b.id = batch and b.organisation_id = caller.organisation_id and b.has_recorder_column
  for update;
  if asked.id is null then
    perform org.refuse('RP002', 'There is no such import with a recorder column.');
  end if;
  if asked.finished_at is null or asked.undone_at is not null then
    perform org.refuse('RP004', 'The import is not finished, or it was undone.');
  end if;
  -- Exactly what was looked at: the import may have gone on, or begun anew, since.
  if approve and (asked.recorder_values, asked.accepted) is distinct from (seen_values, seen_rows) then
    perform org.refuse('RP004', 'The recorder column has changed since it was seen.');
  end if;
  if asked.recorder_approved_by is not null and (asked.recorder_approved_at is not null) = approve then
    perform org.refuse('RP003', 'This was already decided so.');
  end if;
  update field.import_batch b set
    recorder_approved_at = case when approve then release.now() end,
    recorder_approved_by = caller.id
  where b.id = asked.id;
  perform audit.write(case when approve then 'recorder_column_approved' else 'recorder_column_declined' end, asked.id);
  return jsonb_build_object('id', asked.id, 'recorder_approved', approve);
end
$$;
comment on function api.approve_recorder_column(uuid, boolean, integer, integer) is
  'Dpo: lets the values of a finished import''s recorder column count as recorders, or not. An approval names the number of values and of rows that were seen, and is refused (RP004) where they are others by now. Published windows do not change.';
revoke all on function api.approve_recorder_column(uuid, boolean, integer, integer) from public;
grant execute on function api.approve_recorder_column(uuid, boolean, integer, integer) to authenticated;

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
  'Lead: own imports, newest first. Dpo: imports with a recorder column; recorder_approved is null while undecided; recorder_values and recorder_share (largest, per cent of encounters) once it is finished.';
revoke all on function api.batches() from public;
grant execute on function api.batches() to authenticated;

-- logic: files/note-progress.fn.sql
create or replace function field.note_progress(
  batch field.import_batch, accepted integer, repeated integer, finish boolean, taken_at timestamptz
)
returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  noted field.import_batch;
  distinct_values integer;
  largest_share smallint;
begin
  -- Nothing new for a finished batch: a second import of the same file changes nothing at all.
  if batch.finished_at is not null and note_progress.accepted = 0 then
    return;
  end if;
  if finish and batch.has_recorder_column then
    select f.distinct_values, f.largest_share into distinct_values, largest_share from field.recorder_facts(batch.id) f;
  end if;
  update field.import_batch b set
    accepted = b.accepted + note_progress.accepted,
    repeated = b.repeated + note_progress.repeated,
    finished_at = case when finish then taken_at end,
    recorder_values = distinct_values,
    recorder_share = largest_share
  where b.id = batch.id
  returning b.* into noted;
  if finish then
    perform audit.write(
      'import_finished', batch.id, jsonb_build_object('accepted', noted.accepted, 'repeated', noted.repeated)
    );
  end if;
end
$$;
comment on function field.note_progress(field.import_batch, integer, integer, boolean, timestamptz) is
  'Adds up what a batch took; new rows reopen a finished batch until the next finish, which looks at its recorder column.';
revoke all on function field.note_progress(field.import_batch, integer, integer, boolean, timestamptz) from public;

-- logic: files/open-batch.fn.sql
create or replace function field.open_batch(
  caller org.member, batch uuid, team uuid, file_digest bytea, has_recorder_column boolean, taken_at timestamptz
)
returns field.import_batch
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  opened field.import_batch := field.own_batch(caller, batch);
begin
  if opened.id is null then
    insert into field.import_batch (id, organisation_id, team_id, importer, file_digest, started_at, has_recorder_column)
    values (
      field.own_id(field.account_namespace(caller), batch), caller.organisation_id, team, caller.id,
      open_batch.file_digest, taken_at, open_batch.has_recorder_column
    )
    on conflict do nothing;
    opened := field.own_batch(caller, batch);
    perform audit.write('import_started', opened.id);
  end if;
  if opened.undone_at is not null then
    update field.import_batch b set
      team_id = team, file_digest = open_batch.file_digest, has_recorder_column = open_batch.has_recorder_column,
      started_at = taken_at, finished_at = null, undone_at = null,
      recorder_approved_at = null, recorder_approved_by = null, accepted = 0, repeated = 0,
      recorder_values = null, recorder_share = null
    where b.id = opened.id
    returning b.* into opened;
    perform audit.write('import_started', opened.id);
  end if;
  if (opened.team_id, opened.file_digest, opened.has_recorder_column)
    is distinct from (team, open_batch.file_digest, open_batch.has_recorder_column) then
    perform org.refuse('RP004', 'This batch was started with another file, team or recorder column.');
  end if;
  return opened;
end
$$;
comment on function field.open_batch(org.member, uuid, uuid, bytea, boolean, timestamptz) is
  'Starts, resumes or (after an undo) restarts a batch of the caller and locks it; RP004 if its file or team differs.';
revoke all on function field.open_batch(org.member, uuid, uuid, bytea, boolean, timestamptz) from public;

-- logic: files/recorder-facts.fn.sql
create or replace function field.recorder_facts(batch uuid)
returns table (distinct_values integer, largest_share smallint)
language sql stable security invoker
set jit = off
set search_path = ''
as $$
  with spread as (
    select count(*) as n
    from field.visit v join field.encounter e on e.visit_id = v.id
    where v.batch_id = recorder_facts.batch
    group by coalesce(v.column_recorder_id, v.recorder_id)
  )
  select
    (select count(*)::integer from field.recorder r where r.batch_id = recorder_facts.batch),
    (select round(100 * max(s.n) / sum(s.n))::smallint from spread s)
$$;
comment on function field.recorder_facts(uuid) is
  'What a recorder column looks like: how many values it has, and the largest share of the encounters that one has, in per cent (null without encounters). No value and no count of youths.';
revoke all on function field.recorder_facts(uuid) from public;

