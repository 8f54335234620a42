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
