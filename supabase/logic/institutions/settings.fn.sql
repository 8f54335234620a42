create or replace function field.settings()
returns text[]
language sql immutable parallel safe security invoker
set search_path = ''
as $$
  select '{police_exit,court,detention,shelter,childrens_home}'::text[]
$$;
comment on function field.settings() is 'Settings of institutional contacts, in the order of the table.';
revoke all on function field.settings() from public;
