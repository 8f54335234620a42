create or replace function field.account_namespace(member org.member)
returns uuid
language sql immutable security invoker
set search_path = ''
as $$
  select field.own_id(member.organisation_id, member.user_id)
$$;
comment on function field.account_namespace(org.member) is
  'Owner of an account''s device-made ids, and the id of its recorder row where the server makes that row: the same after an undo.';
revoke all on function field.account_namespace(org.member) from public;
