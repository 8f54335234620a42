-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

-- logic: session/screens.fn.sql
create or replace function org.screens(role org.role)
returns jsonb
language sql immutable strict security invoker
set search_path = ''
as $$
  select case role
    when 'lead' then '["map", "unreached", "rounds", "field", "sites", "alerts", "files", "team"]'
    when 'educator' then '["map", "rounds", "field"]'
    when 'researcher' then '["mobility"]'
    when 'dpo' then '["protection"]'
    when 'admin' then '["team"]'
    else '[]'
  end::jsonb
$$;
comment on function org.screens(org.role) is 'Screens that exist today and that a role may open; a lead''s team screen shows sectors only.';
revoke all on function org.screens(org.role) from public;

