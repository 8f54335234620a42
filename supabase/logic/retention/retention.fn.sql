create or replace function api.retention(dry_run boolean default true)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('dpo');
  done jsonb;
begin
  perform org.require_second_factor(or_command_line => true);
  if dry_run is null then
    perform org.refuse('RP001', 'dry_run is true or false.');
  end if;
  begin
    done := field.retain(caller.organisation_id);
    if dry_run then
      -- The same statements, taken back: a dry run that counted in another way could promise something else.
      raise exception using errcode = 'RP099';
    end if;
  exception when sqlstate 'RP099' then
    null;
  end;
  if dry_run then
    perform audit.write('retention_counted', null);
  end if;
  return field.told_roundly(done) || jsonb_build_object('dry_run', dry_run, 'releases', 'unchanged');
end
$$;
comment on function api.retention(boolean) is
  'Dpo, with a fresh code: what the nightly retention would do now (dry_run) or does it; row counts, those of contacts and encounters in whole hundreds. Published releases stay as they are.';
revoke all on function api.retention(boolean) from public;
grant execute on function api.retention(boolean) to authenticated;
