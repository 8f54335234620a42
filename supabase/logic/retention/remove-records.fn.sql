create or replace function field.remove_records(organisation uuid)
returns jsonb
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  done jsonb := field.age_contacts(organisation, 'infinity'::date);
  visits bigint;
  sites bigint;
  alerts bigint;
begin
  delete from field.visit v where v.organisation_id = organisation;
  get diagnostics visits = row_count;
  delete from field.round r where r.organisation_id = organisation;
  delete from field.round_template t where t.organisation_id = organisation;
  delete from field.forbidden_cell c where c.organisation_id = organisation;
  delete from field.import_batch b where b.organisation_id = organisation;
  delete from org.territory t where t.organisation_id = organisation;
  delete from field.gone_row g where g.organisation_id = organisation;
  delete from field.recorder r where r.organisation_id = organisation;
  delete from field.alert a where a.organisation_id = organisation;
  get diagnostics alerts = row_count;
  delete from field.site s where s.organisation_id = organisation;
  get diagnostics sites = row_count;
  return done || jsonb_build_object('visits', visits, 'sites', sites, 'alerts', alerts);
end
$$;
comment on function field.remove_records(uuid) is
  'Deletes everything that an organisation''s teams recorded: contacts, encounters, visits, rounds, imports, living sites, alerts, institutional contacts, what territories mean. Accounts, sectors, policies, releases and the audit log stay.';
revoke all on function field.remove_records(uuid) from public;
