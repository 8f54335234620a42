create or replace function org.require_team(organisation uuid, team uuid)
returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if not exists (
    select from org.team t
    where t.id = require_team.team and t.organisation_id = require_team.organisation
  ) then
    perform org.refuse('RP002', 'There is no such team.');
  end if;
end
$$;
comment on function org.require_team(uuid, uuid) is
  'Raises RP002 unless the team belongs to the organisation; the same answer for another organisation''s team.';
revoke all on function org.require_team(uuid, uuid) from public;
