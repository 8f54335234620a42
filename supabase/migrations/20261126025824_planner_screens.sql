-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

-- logic: session/screens.fn.sql
create or replace function org.screens(role org.role)
returns jsonb
language sql immutable strict security invoker
set search_path = ''
as $$
  select case role
    when 'lead' then '["map", "unreached", "rounds", "files", "team"]'
    when 'educator' then '["map", "rounds"]'
    when 'dpo' then '["protection"]'
    when 'admin' then '["team"]'
    else '[]'
  end::jsonb
$$;
comment on function org.screens(org.role) is 'Screens that exist today and that a role may open; a lead''s team screen shows sectors only.';
revoke all on function org.screens(org.role) from public;

-- logic: team/contacts.fn.sql
create or replace function api.contacts()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead', 'admin');
begin
  return (
    select jsonb_build_object('on_call', o.on_call_phone, 'coordination', o.coordination_phone)
    from org.organisation o where o.id = caller.organisation_id
  );
end
$$;
comment on function api.contacts() is
  'Educators, leads and admins: the numbers that a round''s sheet carries, or null. Of the organisation, never of a youth.';
revoke all on function api.contacts() from public;
grant execute on function api.contacts() to authenticated;

-- logic: team/save-contacts.fn.sql
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

