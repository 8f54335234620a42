create or replace function api.erase_row(kind text, id uuid, dry_run boolean default true)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead', 'dpo');
  found record;
  done jsonb;
begin
  if caller.role = 'dpo' then
    perform org.require_second_factor(or_command_line => true);
  end if;
  if dry_run is null or (kind in ('visit', 'encounter', 'contact', 'institutional')) is distinct from true then
    perform org.refuse('RP001', 'kind is visit, encounter, contact or institutional; dry_run is true or false.');
  end if;
  perform pg_advisory_xact_lock_shared(release.lock_key(caller.organisation_id));
  select r.* into found from field.row_to_erase(caller, kind, erase_row.id) r;
  if found.row_id is null then
    perform org.refuse('RP002', 'There is no such row.');
  end if;
  begin
    done := field.remove_row(caller.organisation_id, kind, found.row_id, found.visit_id, found.encounter_id);
    if dry_run then
      raise exception using errcode = 'RP099';
    end if;
  exception when sqlstate 'RP099' then
    null;
  end;
  perform audit.write(case when dry_run then 'erasure_counted' else 'row_erased' end, found.row_id, done - 'contacts');
  -- How many youths were met is for those who wrote it.
  return done - case when found.own then '{}'::text[] else '{contacts}'::text[] end
    || jsonb_build_object('dry_run', dry_run, 'releases', 'unchanged');
end
$$;
comment on function api.erase_row(text, uuid, boolean) is
  'Educator, lead: erases a visit, encounter, contact or institutional count of their own; dpo, with a fresh code: any of the organisation, by its id. A dry run counts what would go. What is published stays as it is: it holds no record, and taking one out would tell what it was.';
revoke all on function api.erase_row(text, uuid, boolean) from public;
grant execute on function api.erase_row(text, uuid, boolean) to authenticated;
