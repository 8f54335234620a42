create or replace function api.save_sector(sector uuid, name text, team uuid, target_days integer, cells integer[])
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead', 'admin');
  saved uuid := coalesce(sector, gen_random_uuid());
  wanted text := org.clean_name(save_sector.name, 80);
begin
  perform org.require_cells(cells);
  if wanted is null or save_sector.target_days is null or save_sector.target_days not between 1 and 365 then
    perform org.refuse('RP001', 'name has 1 to 80 printable characters, target_days is 1 to 365.');
  end if;
  perform org.require_team(caller.organisation_id, team);
  perform org.require_sector_team(caller, team);
  if sector is not null then
    perform org.require_sector(caller, sector);
  end if;
  begin
    insert into org.sector as s (id, organisation_id, team_id, name, target_days)
    values (saved, caller.organisation_id, team, wanted, save_sector.target_days)
    on conflict (id) do update
      set team_id = excluded.team_id, name = excluded.name, target_days = excluded.target_days;
  exception when unique_violation then
    perform org.refuse('RP004', 'A sector of this name exists.');
  end;
  delete from org.sector_cell c where c.sector_id = saved and c.cell <> all (cells);
  insert into org.sector_cell (sector_id, cell)
  select saved, c from unnest(cells) c
  on conflict do nothing;
  perform org.require_narrow(caller.organisation_id);
  perform audit.write('sector_saved', saved);
  return jsonb_build_object('id', saved);
end
$$;
comment on function api.save_sector(uuid, text, uuid, integer, integer[]) is
  'Makes (sector null) or replaces a sector: admins, and leads for their own team. Repeated cells count once. RP007 where the organisation''s sectors would be too many or too scattered.';
revoke all on function api.save_sector(uuid, text, uuid, integer, integer[]) from public;
grant execute on function api.save_sector(uuid, text, uuid, integer, integer[]) to authenticated;
