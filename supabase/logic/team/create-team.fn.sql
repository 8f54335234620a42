create or replace function api.create_team(name text)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('admin');
  team uuid;
begin
  if org.clean_name(create_team.name, 80) is null then
    perform org.refuse('RP001', 'name has 1 to 80 printable characters.');
  end if;
  insert into org.team (organisation_id, name)
  values (caller.organisation_id, org.clean_name(create_team.name, 80))
  on conflict do nothing
  returning id into team;
  if team is null then
    perform org.refuse('RP004', 'A team of this name exists.');
  end if;
  perform audit.write('team_created', team);
  return jsonb_build_object('id', team);
end
$$;
comment on function api.create_team(text) is 'Admin: adds a team to the organisation.';
revoke all on function api.create_team(text) from public;
grant execute on function api.create_team(text) to authenticated;
