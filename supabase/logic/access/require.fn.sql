create or replace function org.require(variadic roles org.role[])
returns org.member
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  member org.member := org.caller();
begin
  -- "is distinct from true": a stranger's role is null.
  if (member.role = any (roles)) is distinct from true then
    perform org.refuse('42501', 'Your account does not have this right.');
  end if;
  return member;
end
$$;
comment on function org.require(org.role[]) is
  'The caller''s membership if its role is one of these; otherwise 42501 not_allowed, the same for a stranger.';
revoke all on function org.require(org.role[]) from public;
