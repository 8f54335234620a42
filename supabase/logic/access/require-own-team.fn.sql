create or replace function org.require_own_team(caller org.member, team uuid)
returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if team is distinct from caller.team_id then
    perform org.refuse('42501', 'This is done for your own team only.');
  end if;
end
$$;
comment on function org.require_own_team(org.member, uuid) is
  'Raises 42501 unless the team is the caller''s own.';
revoke all on function org.require_own_team(org.member, uuid) from public;
