create or replace function api.save_contacts(on_call text, coordination text)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead', 'admin');
begin
  if exists (
    select from unnest(array[on_call, coordination]) as k (number)
    where k.number is not null and k.number !~ '^\+?[0-9][0-9 .()-]{1,22}[0-9]$'
  ) then
    perform org.refuse('RP001', 'A number has 3 to 24 digits, spaces, points, dashes or brackets.');
  end if;
  update org.organisation o
  set on_call_phone = save_contacts.on_call, coordination_phone = save_contacts.coordination
  where o.id = caller.organisation_id;
  perform audit.write('contacts_saved', caller.organisation_id);
  return jsonb_build_object('on_call', on_call, 'coordination', coordination);
end
$$;
comment on function api.save_contacts(text, text) is
  'Leads and admins: the organisation''s on-call and coordination numbers, null for none. Nothing but a number is taken.';
revoke all on function api.save_contacts(text, text) from public;
grant execute on function api.save_contacts(text, text) to authenticated;
