create or replace function org.require_sector(caller org.member, sector uuid)
returns uuid
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  team uuid;
begin
  select s.team_id into team from org.sector s
  where s.id = require_sector.sector and s.organisation_id = caller.organisation_id
  for update;
  if team is null then
    perform org.refuse('RP002', 'There is no such sector.');
  end if;
  perform org.require_sector_team(caller, team);
  return team;
end
$$;
comment on function org.require_sector(org.member, uuid) is
  'Locks a sector that the caller may change and returns its team; RP002 if the organisation has no such sector.';
revoke all on function org.require_sector(org.member, uuid) from public;
