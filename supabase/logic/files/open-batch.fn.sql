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
