create or replace function api.add_site_event(
  event uuid, site uuid, happened_on date, state text, to_site uuid default null, to_district integer default null
)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  today date := (select release.today(o.time_zone) from org.organisation o where o.id = caller.organisation_id);
  known field.site;
begin
  perform org.require_second_factor();
  if event is null or (state = any (enum_range(null::field.site_state)::text[])) is distinct from true
    or (happened_on between date '1990-01-01' and today) is distinct from true
    or (to_site is not null and to_district is not null)
    or (to_district is not null and (to_district between 0 and 99999999 and to_district = grid.square_of(to_district, 8)) is distinct from true)
    or (state = 'active' and (to_site is not null or to_district is not null)) then
    perform org.refuse('RP001', 'An event has a state, a day that has come, and one place where people went, or none.');
  end if;
  known := field.own_site(caller, site);
  if happened_on < known.opened_on then
    perform org.refuse('RP001', 'The site was not open yet.');
  end if;
  if to_site is not null then
    perform field.own_site(caller, to_site);
    if to_site = site then
      perform org.refuse('RP001', 'People moved somewhere else.');
    end if;
  end if;
  insert into field.site_event (id, site_id, happened_on, state, moved_to_site, moved_to_district, written_at)
  values (
    field.own_id(known.id, event), known.id, add_site_event.happened_on, add_site_event.state::field.site_state, to_site,
    to_district, clock_timestamp()
  )
  on conflict (id) do nothing;
  perform field.settle_site(known.id);
  perform audit.write('site_event_added', known.id);
  return jsonb_build_object('id', field.own_id(known.id, event));
end
$$;
comment on function api.add_site_event(uuid, uuid, date, text, uuid, integer) is
  'Leads, with a fresh code: what happened to a living site (evicted, left, rehoused, active again), and where people went: another site, an 8 km district, or unknown. Sending again changes nothing.';
revoke all on function api.add_site_event(uuid, uuid, date, text, uuid, integer) from public;
grant execute on function api.add_site_event(uuid, uuid, date, text, uuid, integer) to authenticated;
