create or replace function org.require_session()
returns void
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  session uuid := (select auth.jwt()) ->> 'session_id';
begin
  -- A command-line token has no session; it is good for ten minutes. A session that ended has no row, here as on
  -- Supabase, so its access token is refused at once and not at the end of its hour.
  if session is not null and not exists (
    select from auth.sessions s
    where s.id = session and s.user_id = (select auth.uid())
      and (s.not_after is null or s.not_after > clock_timestamp())
  ) then
    perform org.refuse('PT401', 'The session has ended.');
  end if;
end
$$;
comment on function org.require_session() is
  'Raises PT401 (PostgREST answers 401) unless the session of the verified token still stands.';
revoke all on function org.require_session() from public;
