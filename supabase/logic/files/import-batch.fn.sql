create or replace function api.import_batch(
  batch uuid, team uuid, file_digest text, has_recorder_column boolean, rows jsonb, finish boolean
)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  taken_at timestamptz;
  opened field.import_batch;
  taken record;
begin
  perform field.require_import(batch, file_digest, has_recorder_column, rows, finish);
  perform org.require_team(caller.organisation_id, team);
  perform org.require_own_team(caller, team);
  perform pg_advisory_xact_lock_shared(release.lock_key(caller.organisation_id));
  taken_at := release.moment(caller.organisation_id);
  opened := field.open_batch(caller, batch, team, decode(file_digest, 'hex'), has_recorder_column, taken_at);
  select t.* into taken from field.take_import_rows(
    opened, field.account_namespace(caller), field.account_recorder(caller), rows,
    (select release.today(o.time_zone) from org.organisation o where o.id = caller.organisation_id), taken_at
  ) t;
  -- An approval covers the rows that the dpo could ask about; later ones would be a forged column.
  if taken.accepted > 0 and opened.recorder_approved_by is not null then
    perform org.refuse('RP004', 'The recorder column of this batch is decided: import further rows as another file.');
  end if;
  perform field.note_progress(opened, taken.accepted, taken.repeated, finish, taken_at);
  return jsonb_build_object(
    'accepted', taken.accepted, 'repeated', taken.repeated, 'rejected', taken.rejected,
    'done', finish or (opened.finished_at is not null and taken.accepted = 0)
  );
end
$$;
comment on function api.import_batch(uuid, uuid, text, boolean, jsonb, boolean) is
  'Lead, for the own team: takes up to 5,000 rows of a file, in any order and as often as needed; finish ends the batch. Refused rows are answered by index and code, the others stored once.';
revoke all on function api.import_batch(uuid, uuid, text, boolean, jsonb, boolean) from public;
grant execute on function api.import_batch(uuid, uuid, text, boolean, jsonb, boolean) to authenticated;
