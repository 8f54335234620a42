create or replace function api.archive_site(site uuid, archived boolean default true)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  known field.site;
begin
  perform org.require_second_factor();
  if archived is null then
    perform org.refuse('RP001', 'archived is true or false.');
  end if;
  known := field.own_site(caller, site);
  if archived and known.state = 'active' then
    perform org.refuse('RP004', 'The site is active: say first what became of it.');
  end if;
  update field.site s set archived_at = case when archived then coalesce(s.archived_at, release.now()) end where s.id = known.id;
  perform audit.write(case when archived then 'site_archived' else 'site_restored' end, known.id);
  return jsonb_build_object('id', known.id);
end
$$;
comment on function api.archive_site(uuid, boolean) is
  'Leads, with a fresh code: takes a closed living site out of the register, or puts it back; visits and history stay.';
revoke all on function api.archive_site(uuid, boolean) from public;
grant execute on function api.archive_site(uuid, boolean) to authenticated;
