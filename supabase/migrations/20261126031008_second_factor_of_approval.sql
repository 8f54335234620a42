-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

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
  perform org.require_second_factor(or_command_line => true);
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
  'Dpo, with a fresh code: lets the values of a finished import''s recorder column count as recorders, or not. An approval names the number of values and of rows that were seen, and is refused (RP004) where they are others by now. Published windows do not change.';
revoke all on function api.approve_recorder_column(uuid, boolean, integer, integer) from public;
grant execute on function api.approve_recorder_column(uuid, boolean, integer, integer) to authenticated;

