create or replace function org.require_sector_team(caller org.member, team uuid)
returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if caller.role = 'lead' and team is distinct from caller.team_id then
    perform org.refuse('42501', 'Leads change the sectors of their own team.');
  end if;
end
$$;
comment on function org.require_sector_team(org.member, uuid) is
  'Admins change every team''s sectors, leads their own team''s; otherwise 42501.';
revoke all on function org.require_sector_team(org.member, uuid) from public;
