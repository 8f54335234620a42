create or replace function api.erase_records(organisation_name text, dry_run boolean default true)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('dpo');
  done jsonb;
begin
  perform org.require_second_factor(or_command_line => true);
  if dry_run is null or not exists (
    select from org.organisation o where o.id = caller.organisation_id and o.name = btrim(organisation_name)
  ) then
    perform org.refuse('RP001', 'Type the organisation''s name as it is written; dry_run is true or false.');
  end if;
  perform pg_advisory_xact_lock_shared(release.lock_key(caller.organisation_id));
  begin
    done := field.remove_records(caller.organisation_id);
    if dry_run then
      raise exception using errcode = 'RP099';
    end if;
  exception when sqlstate 'RP099' then
    null;
  end;
  perform audit.write(
    case when dry_run then 'erasure_counted' else 'records_erased' end, caller.organisation_id,
    done - '{contacts,encounters,institutional}'::text[]
  );
  return field.told_roundly(done) || jsonb_build_object('dry_run', dry_run, 'releases', 'unchanged');
end
$$;
comment on function api.erase_records(text, boolean) is
  'Dpo, with a fresh code and the organisation''s name typed: erases every record of the organisation. A dry run counts; contacts and encounters are told in whole hundreds. What is published stays as it is.';
revoke all on function api.erase_records(text, boolean) from public;
grant execute on function api.erase_records(text, boolean) to authenticated;
