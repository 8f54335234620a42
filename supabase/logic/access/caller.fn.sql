create or replace function org.caller()
returns org.member
language sql stable security invoker
set search_path = ''
as $$
  select m.* from org.member m where m.user_id = (select auth.uid()) and m.left_at is null
$$;
comment on function org.caller() is
  'Current membership of the signed-in account (auth.uid(), never user_metadata); null for a stranger.';
revoke all on function org.caller() from public;
