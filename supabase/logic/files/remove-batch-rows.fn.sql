create or replace function field.remove_batch_rows(batch uuid)
returns jsonb
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  contacts bigint;
  encounters bigint;
  visits bigint;
begin
  perform field.remember_gone(array(
    select e.id from field.visit v join field.encounter e on e.visit_id = v.id where v.batch_id = batch
  ));
  -- From the leaves up, set by set: cascades row by row are slower.
  delete from field.contact c using field.encounter e, field.visit v
  where c.encounter_id = e.id and e.visit_id = v.id and v.batch_id = batch;
  get diagnostics contacts = row_count;
  delete from field.encounter e using field.visit v where e.visit_id = v.id and v.batch_id = batch;
  get diagnostics encounters = row_count;
  delete from field.visit v where v.batch_id = batch;
  get diagnostics visits = row_count;
  delete from field.round r where r.batch_id = batch;
  delete from field.recorder r where r.batch_id = batch;
  delete from field.import_row r where r.batch_id = batch;
  return jsonb_build_object('visits', visits, 'encounters', encounters, 'contacts', contacts);
end
$$;
comment on function field.remove_batch_rows(uuid) is 'Deletes what a batch brought and answers how many rows; what a window counted of it is noted (field.remember_gone).';
revoke all on function field.remove_batch_rows(uuid) from public;
