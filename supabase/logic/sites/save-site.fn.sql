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
