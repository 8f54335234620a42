create or replace function api.merge_sites(kept uuid, merged uuid)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  stays field.site;
  goes field.site;
  visits bigint;
begin
  perform org.require_second_factor();
  if kept is null or merged is null or kept = merged then
    perform org.refuse('RP001', 'Two different sites are merged.');
  end if;
  -- In one order always, so that two merges at once do not wait for each other.
  perform field.own_site(caller, least(kept, merged));
  perform field.own_site(caller, greatest(kept, merged));
  stays := field.own_site(caller, kept);
  goes := field.own_site(caller, merged);
  if stays.cell is null or goes.cell is null or grid.square_of(stays.cell, 8) <> grid.square_of(goes.cell, 8) then
    perform org.refuse('RP004', 'Sites of different districts are two sites.');
  end if;
  update field.visit v set site_id = stays.id where v.site_id = goes.id;
  get diagnostics visits = row_count;
  update field.stop s set site_id = case when s.cell = stays.cell then stays.id end where s.site_id = goes.id;
  update field.site_event e set site_id = stays.id where e.site_id = goes.id;
  update field.site_event e set moved_to_site = case when e.site_id <> stays.id then stays.id end where e.moved_to_site = goes.id;
  update field.site s set opened_on = least(stays.opened_on, goes.opened_on) where s.id = stays.id;
  delete from field.site s where s.id = goes.id;
  perform field.settle_site(stays.id);
  perform audit.write('sites_merged', stays.id, jsonb_build_object('visits', visits));
  return jsonb_build_object('id', stays.id, 'visits', visits);
end
$$;
comment on function api.merge_sites(uuid, uuid) is
  'Leads, with a fresh code: two entries of one district are one living site; visits, stops and events of the merged one go to the one that is kept. Published quarters stay as they are.';
revoke all on function api.merge_sites(uuid, uuid) from public;
grant execute on function api.merge_sites(uuid, uuid) to authenticated;
