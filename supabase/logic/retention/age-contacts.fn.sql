create or replace function field.age_contacts(organisation uuid, last_day date)
returns jsonb
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  contacts bigint;
  encounters bigint;
  institutional bigint;
begin
  -- From the leaves up, set by set: cascades row by row are slower.
  delete from field.contact c where c.organisation_id = organisation and c.service_date <= last_day;
  get diagnostics contacts = row_count;
  delete from field.encounter e where e.organisation_id = organisation and e.service_date <= last_day;
  get diagnostics encounters = row_count;
  -- Which day of the quarter is not known: the first, so that nothing stays longer than it may.
  delete from field.institutional_contact i where i.organisation_id = organisation and i.quarter <= last_day;
  get diagnostics institutional = row_count;
  return jsonb_build_object('contacts', contacts, 'encounters', encounters, 'institutional', institutional);
end
$$;
comment on function field.age_contacts(uuid, date) is 'Deletes contacts and encounters up to a service date, and counts of institutional contacts of quarters that began by then, and answers how many rows.';
revoke all on function field.age_contacts(uuid, date) from public;
