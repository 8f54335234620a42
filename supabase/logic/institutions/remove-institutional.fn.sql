create or replace function api.remove_institutional(id uuid)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead');
  known field.institutional_contact;
begin
  perform pg_advisory_xact_lock_shared(release.lock_key(caller.organisation_id));
  known := field.own_institutional_row(caller, remove_institutional.id);
  if known.id is null then
    perform org.refuse('RP002', 'There is no such count.');
  end if;
  perform field.require_open_quarter(caller, known.quarter, true);
  delete from field.institutional_contact c where c.id = known.id;
  perform audit.write('institutional_removed', known.id);
  return '{}';
end
$$;
comment on function api.remove_institutional(uuid) is
  'Educators, leads: takes back an own count of institutional contacts while it can be corrected (RP003 afterwards: then it can only be erased, api.erase_row).';
revoke all on function api.remove_institutional(uuid) from public;
grant execute on function api.remove_institutional(uuid) to authenticated;
