create or replace function api.erase_batch(batch uuid, dry_run boolean default true)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('dpo');
  opened field.import_batch;
  done jsonb;
begin
  perform org.require_second_factor(or_command_line => true);
  if dry_run is null then
    perform org.refuse('RP001', 'dry_run is true or false.');
  end if;
  perform pg_advisory_xact_lock_shared(release.lock_key(caller.organisation_id));
  select b.* into opened from field.import_batch b
  where b.id = batch and b.organisation_id = caller.organisation_id
  for update;
  if opened.id is null then
    perform org.refuse('RP002', 'There is no such import.');
  end if;
  if opened.undone_at is not null then
    perform org.refuse('RP003', 'The import was already undone.');
  end if;
  begin
    done := field.remove_batch_rows(opened.id);
    update field.import_batch b set undone_at = release.now() where b.id = opened.id;
    if dry_run then
      raise exception using errcode = 'RP099';
    end if;
  exception when sqlstate 'RP099' then
    null;
  end;
  perform audit.write(
    case when dry_run then 'erasure_counted' else 'batch_erased' end, opened.id, jsonb_build_object('accepted', opened.accepted)
  );
  return field.told_roundly(done)
    || jsonb_build_object('rows', opened.accepted, 'dry_run', dry_run, 'releases', 'unchanged');
end
$$;
comment on function api.erase_batch(uuid, boolean) is
  'Dpo, with a fresh code: erases what any import of the organisation brought (ids of imports are in the audit log). A dry run counts; contacts and encounters are told in whole hundreds. What is published stays as it is.';
revoke all on function api.erase_batch(uuid, boolean) from public;
grant execute on function api.erase_batch(uuid, boolean) to authenticated;
