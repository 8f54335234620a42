create or replace function api.remove_site_event(event uuid)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  site uuid;
begin
  perform org.require_second_factor();
  delete from field.site_event e using field.site s
  where e.id = event and s.id = e.site_id and s.organisation_id = caller.organisation_id
  returning s.id into site;
  if site is null then
    perform org.refuse('RP002', 'There is no such event.');
  end if;
  perform field.settle_site(site);
  perform audit.write('site_event_removed', site);
  return jsonb_build_object('id', site);
end
$$;
comment on function api.remove_site_event(uuid) is
  'Leads, with a fresh code: takes back an event of a living site; its state is again what the others say.';
revoke all on function api.remove_site_event(uuid) from public;
grant execute on function api.remove_site_event(uuid) to authenticated;
