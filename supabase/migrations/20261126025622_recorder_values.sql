-- What the dpo sees of a recorder column before deciding; null while the import is not finished.
set local lock_timeout = '10s';
alter table field.import_batch
  add column recorder_values integer,
  add column recorder_share smallint,
  add constraint import_batch_recorder_values_check check (recorder_values >= 0) not valid,
  add constraint import_batch_recorder_share_check check (recorder_share between 0 and 100) not valid;
