-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

-- logic: sites/add-site-event.fn.sql
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

-- logic: sites/archive-site.fn.sql
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

-- logic: sites/describe-site.fn.sql
create or replace function field.describe_site(site field.site, today date)
returns jsonb
language sql stable security invoker
set search_path = ''
as $$
  select jsonb_build_object(
    'id', site.id, 'code', site.code, 'cell', site.cell, 'kind', site.kind, 'state', site.state,
    'residents_band', site.residents_band, 'minors_band', site.minors_band, 'opened_on', site.opened_on,
    'closed_on', site.closed_on, 'visited_on', v.visited_on,
    'due', site.state = 'active' and (v.visited_on is null or v.visited_on < today - field.site_interval()),
    'events', coalesce((
      select jsonb_agg(jsonb_build_object(
        'id', e.id, 'on', e.happened_on, 'state', e.state,
        'to_site', (select k.code from field.site k where k.id = e.moved_to_site), 'to_district', e.moved_to_district
      ) order by e.happened_on desc, e.written_at desc nulls last, e.id)
      from field.site_event e where e.site_id = site.id
    ), '[]')
  )
  from (select field.site_visited_on(site.id) as visited_on) v
$$;
comment on function field.describe_site(field.site, date) is
  'A living site as the register opens it: what it is, its state and history, when it was last visited and whether it is due. Nobody who lives there.';
revoke all on function field.describe_site(field.site, date) from public;

-- logic: sites/merge-sites.fn.sql
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

-- logic: sites/open-sites.fn.sql
create or replace function api.open_sites(district integer)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  today date := (select release.today(o.time_zone) from org.organisation o where o.id = caller.organisation_id);
  before integer;
  room integer;
  found_ones uuid[];
  shown uuid[];
begin
  perform org.require_second_factor();
  if (district between 0 and 99999999 and district = grid.square_of(district, 8)) is distinct from true then
    perform org.refuse('RP001', 'district is an 8 km square, named by its lower-left cell.');
  end if;
  before := audit.require_site_openings(caller, 0, 20);
  found_ones := field.sites_of(caller.organisation_id, district);
  if before = 0 then
    -- Also where there is none: that would tell something too.
    perform org.refuse('RP007', 'This account has no site left to open today.');
  end if;
  shown := found_ones[1:before];
  room := audit.require_site_openings(caller, cardinality(shown), 20);
  perform audit.write('sites_opened', null, jsonb_build_object('sites', cardinality(shown)));
  return jsonb_build_object(
    'today', today, 'left', room, 'hidden', cardinality(found_ones) - cardinality(shown),
    'sites', coalesce((
      select jsonb_agg(field.describe_site(s, today) order by array_position(shown, s.id))
      from field.site s where s.id = any (shown)
    ), '[]')
  );
end
$$;
comment on function api.open_sites(integer) is
  'Leads, with a fresh code: the living sites of one 8 km district, due ones first, as far as the 20 a day of an account reach (RP007 with none left); hidden says how many were not shown. Each opening is audited.';
revoke all on function api.open_sites(integer) from public;
grant execute on function api.open_sites(integer) to authenticated;

-- logic: sites/own-site.fn.sql
create or replace function field.own_site(caller org.member, site uuid)
returns field.site
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  known field.site;
begin
  select s.* into known from field.site s
  where s.id = own_site.site and s.organisation_id = caller.organisation_id
  for update;
  if known.id is null then
    perform org.refuse('RP002', 'There is no such site.');
  end if;
  return known;
end
$$;
comment on function field.own_site(org.member, uuid) is 'Locks a living site of the caller''s organisation and returns it; RP002 for any other.';
revoke all on function field.own_site(org.member, uuid) from public;

-- logic: sites/remove-site-event.fn.sql
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

-- logic: sites/save-site.fn.sql
create or replace function api.save_site(
  site uuid, code text, cell integer, kind text, residents_band integer, minors_band integer, opened_on date
)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  today date := (select release.today(o.time_zone) from org.organisation o where o.id = caller.organisation_id);
  stored uuid;
begin
  perform org.require_second_factor();
  if site is null or (code ~ '^[A-Z0-9-]{1,12}$') is distinct from true
    or (cell between 0 and 99999999) is distinct from true
    or (kind = any (enum_range(null::field.site_kind)::text[])) is distinct from true
    or (residents_band between 1 and 5) is distinct from true or (minors_band between 1 and 5) is distinct from true
    or (opened_on between date '1990-01-01' and today) is distinct from true then
    perform org.refuse('RP001', 'A site has a code of capitals, digits and hyphens, a cell, a kind, size bands 1 to 5, and a day.');
  end if;
  -- A site that was opened is named by its stored id; a new one by the device's.
  select s.id into stored from field.site s
  where s.organisation_id = caller.organisation_id
    and s.id in (save_site.site, field.own_id(caller.organisation_id, save_site.site));
  if exists (
    select from field.site s
    where s.organisation_id = caller.organisation_id and s.code = save_site.code and s.id is distinct from stored
  ) then
    perform org.refuse('RP004', 'Another site has this code.');
  end if;
  insert into field.site as known (id, organisation_id, code, cell, kind, residents_band, minors_band, opened_on)
  values (
    coalesce(stored, field.own_id(caller.organisation_id, save_site.site)), caller.organisation_id, save_site.code,
    save_site.cell, save_site.kind::field.site_kind, save_site.residents_band, save_site.minors_band, save_site.opened_on
  )
  on conflict (id) do update set
    code = excluded.code, cell = excluded.cell, kind = excluded.kind, residents_band = excluded.residents_band,
    minors_band = excluded.minors_band,
    -- A site is never closed before it opened.
    opened_on = least(excluded.opened_on, coalesce(known.closed_on, excluded.opened_on))
  returning id into stored;
  -- A planned stop elsewhere is no longer at the site.
  update field.stop s set site_id = null where s.site_id = stored and s.cell <> save_site.cell;
  perform audit.write('site_saved', stored);
  return jsonb_build_object('id', stored);
end
$$;
comment on function api.save_site(uuid, text, integer, text, integer, integer, date) is
  'Leads, with a fresh code: writes a living site under an id made on the device, or changes one: code, cell, kind, size bands, day of opening. Sending again changes nothing more; RP004 where another site has the code.';
revoke all on function api.save_site(uuid, text, integer, text, integer, integer, date) from public;
grant execute on function api.save_site(uuid, text, integer, text, integer, integer, date) to authenticated;

-- logic: sites/settle-site.fn.sql
create or replace function field.settle_site(site uuid)
returns void
language sql volatile security invoker
set search_path = ''
as $$
  -- State and closing day follow from the latest event: an event taken back gives the former state again.
  update field.site s set
    state = coalesce(l.state, 'active'),
    closed_on = case when coalesce(l.state, 'active') <> 'active' then greatest(l.happened_on, s.opened_on) end,
    archived_at = case when coalesce(l.state, 'active') <> 'active' then s.archived_at end
  from (select settle_site.site as id) given
  left join lateral (
    select e.state, e.happened_on from field.site_event e where e.site_id = given.id
    order by e.happened_on desc, e.written_at desc nulls last, e.id limit 1
  ) l on true
  where s.id = given.id
$$;
comment on function field.settle_site(uuid) is 'Gives a living site the state of its latest event, active without one.';
revoke all on function field.settle_site(uuid) from public;

-- logic: sites/site-interval.fn.sql
create or replace function field.site_interval()
returns integer
language sql immutable security invoker
set search_path = ''
as $$
  select 28
$$;
comment on function field.site_interval() is 'Days after its last visit at which an active site is due to be visited again.';
revoke all on function field.site_interval() from public;

-- logic: sites/site-visited-on.fn.sql
create or replace function field.site_visited_on(site uuid)
returns date
language sql stable security invoker
set search_path = ''
as $$
  select max(v.service_date)
  from field.visit v join field.round r on r.id = v.round_id
  where v.site_id = site and v.outcome is distinct from 'not_reached' and r.status not in ('cancelled', 'rejected')
$$;
comment on function field.site_visited_on(uuid) is 'Day of the last visit that reached a site; null for never.';
revoke all on function field.site_visited_on(uuid) from public;

-- logic: sites/sites-due.fn.sql
create or replace function api.sites_due()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  today date := (select release.today(o.time_zone) from org.organisation o where o.id = caller.organisation_id);
begin
  return (
    select jsonb_build_object(
      'active', count(*),
      'due', count(*) filter (where v.visited_on is null or v.visited_on < today - field.site_interval())
    )
    from field.site s cross join lateral (select field.site_visited_on(s.id) as visited_on) v
    where s.organisation_id = caller.organisation_id and s.state = 'active' and s.archived_at is null
  );
end
$$;
comment on function api.sites_due() is
  'Leads: how many living sites are active in the organisation and how many are due to be visited. A reminder: it says of none where it is.';
revoke all on function api.sites_due() from public;
grant execute on function api.sites_due() to authenticated;

-- logic: sites/sites-of.fn.sql
create or replace function field.sites_of(organisation uuid, district integer)
returns uuid[]
language sql stable security invoker
set search_path = ''
as $$
  select coalesce(array_agg(s.id order by s.state <> 'active', s.visited_on nulls first, s.code), '{}')
  from (
    select k.id, k.state, k.code, field.site_visited_on(k.id) as visited_on from field.site k
    where k.organisation_id = sites_of.organisation and k.cell is not null and k.archived_at is null
      and grid.square_of(k.cell, 8) = district
  ) s
$$;
comment on function field.sites_of(uuid, integer) is
  'Living sites of a district that are in the register: active ones first, those that waited longest for a visit before the others.';
revoke all on function field.sites_of(uuid, integer) from public;

