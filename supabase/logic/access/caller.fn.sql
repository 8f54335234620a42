create or replace function org.caller()
returns org.member
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  member org.member;
begin
  perform org.require_session();
  select m.* into member from org.member m where m.user_id = (select auth.uid()) and m.left_at is null;
  return member;
end
$$;
comment on function org.caller() is
  'Current membership of the signed-in account (auth.uid(), never user_metadata); null for a stranger. Raises PT401 for the token of a session that has ended.';
revoke all on function org.caller() from public;
