create or replace function api.undo_batch(batch uuid)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  opened field.import_batch;
  removed jsonb;
begin
  perform pg_advisory_xact_lock_shared(release.lock_key(caller.organisation_id));
  opened := field.own_batch(caller, batch);
  if opened.id is null then
    perform org.refuse('RP002', 'There is no such import.');
  end if;
  if opened.undone_at is not null then
    perform org.refuse('RP003', 'The import was already undone.');
  end if;
  removed := field.remove_batch_rows(opened.id);
  perform field.forget_unused_recorder(caller);
  update field.import_batch b set undone_at = release.now() where b.id = opened.id;
  perform audit.write('import_undone', opened.id, jsonb_build_object('accepted', opened.accepted));
  return removed;
end
$$;
comment on function api.undo_batch(uuid) is
  'Its importer: removes everything an import brought; the batch itself stays, marked undone. What is published stays published.';
revoke all on function api.undo_batch(uuid) from public;
grant execute on function api.undo_batch(uuid) to authenticated;
