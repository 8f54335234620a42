create or replace function field.site_interval()
returns integer
language sql immutable security invoker
set search_path = ''
as $$
  select 28
$$;
comment on function field.site_interval() is 'Days after its last visit at which an active site is due to be visited again.';
revoke all on function field.site_interval() from public;
