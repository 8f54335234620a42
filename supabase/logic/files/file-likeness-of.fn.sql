create or replace function field.file_likeness_of(batch field.import_batch, cell integer, service_date date, count integer)
returns uuid
language sql immutable security invoker
set search_path = ''
as $$
  select field.part_id(
    (batch).organisation_id,
    concat_ws('/', 'file', encode((batch).file_digest, 'hex'), cell, service_date, count)
  )
$$;
comment on function field.file_likeness_of(field.import_batch, integer, date, integer) is
  'A row of a file, as a digest that does not depend on who reads it how: slot, place, age and gender may come from other columns or from a choice.';
revoke all on function field.file_likeness_of(field.import_batch, integer, date, integer) from public;
