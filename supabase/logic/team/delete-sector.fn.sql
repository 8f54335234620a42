create or replace function api.delete_sector(sector uuid)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead', 'admin');
begin
  perform org.require_sector(caller, sector);
  delete from org.sector s where s.id = sector;
  perform audit.write('sector_deleted', sector);
  return jsonb_build_object('id', sector);
end
$$;
comment on function api.delete_sector(uuid) is
  'Removes a sector: admins, and leads for their own team. Rounds keep their stops and lose the sector.';
revoke all on function api.delete_sector(uuid) from public;
grant execute on function api.delete_sector(uuid) to authenticated;
