create or replace function org.end_sessions(account uuid)
returns void
language sql volatile security invoker
set search_path = ''
as $$
  delete from auth.sessions s where s.user_id = account
$$;
comment on function org.end_sessions(uuid) is
  'Ends every session of an account: its refresh tokens go with them, and its access tokens are refused from now on.';
revoke all on function org.end_sessions(uuid) from public;
