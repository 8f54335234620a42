-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

-- logic: files/require-territories.fn.sql
create or replace function org.require_territories(answers jsonb)
returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if (jsonb_typeof(answers) = 'array') is distinct from true then
    perform org.refuse('RP001', 'answers is a list.');
  end if;
  if jsonb_array_length(answers) > 500 then
    perform org.refuse('RP007', 'Send at most 500 territories at a time.');
  end if;
  if exists (
    select from jsonb_array_elements(answers) a
    where (a ->> 'digest' ~ '^[0-9a-f]{64}$') is distinct from true
      or not coalesce((a -> 'cell')::text ~ '^([0-9]{1,8}|null)$', false)
  ) then
    perform org.refuse('RP001', 'A territory is {digest, cell}: HMAC-SHA256 as hexadecimal, and a cell or null.');
  end if;
end
$$;
comment on function org.require_territories(jsonb) is
  'Raises RP001 or RP007 for answers about territories that are none.';
revoke all on function org.require_territories(jsonb) from public;

-- logic: files/save-territories.fn.sql
create or replace function api.save_territories(answers jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  saved integer;
begin
  perform org.require_territories(answers);
  -- One after the other: two calls together could pass the limit that each of them respects.
  perform pg_advisory_xact_lock(hashtextextended('territories/' || caller.organisation_id, 0));
  with said as (
    select distinct on (a ->> 'digest') decode(a ->> 'digest', 'hex') as name_digest, (a ->> 'cell')::integer as cell
    from jsonb_array_elements(answers) a
    order by a ->> 'digest'
  )
  insert into org.territory as known (organisation_id, name_digest, cell, decided_by, decided_on)
  select caller.organisation_id, s.name_digest, s.cell, caller.id, release.today(o.time_zone)
  from said s join org.organisation o on o.id = caller.organisation_id
  on conflict (organisation_id, name_digest) do update set
    cell = excluded.cell, decided_by = excluded.decided_by, decided_on = excluded.decided_on;
  get diagnostics saved = row_count;
  if (select count(*) from org.territory t where t.organisation_id = caller.organisation_id) > 5000 then
    perform org.refuse('RP007', 'An organisation keeps at most 5000 territories.');
  end if;
  perform audit.write('territories_saved', null, jsonb_build_object('territories', saved));
  return jsonb_build_object('saved', saved);
end
$$;
comment on function api.save_territories(jsonb) is
  'Lead: keeps what names of territories mean, [{digest, cell}] with a cell or null, for the whole organisation; the last one who says it counts. Audited with how many.';
revoke all on function api.save_territories(jsonb) from public;
grant execute on function api.save_territories(jsonb) to authenticated;

-- logic: files/territories.fn.sql
create or replace function api.territories(digests text[])
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
begin
  if digests is null or exists (select from unnest(digests) d where d is null or d !~ '^[0-9a-f]{64}$') then
    perform org.refuse('RP001', 'digests is a list of HMAC-SHA256 values, as hexadecimal.');
  end if;
  if cardinality(digests) > 500 then
    perform org.refuse('RP007', 'Ask for at most 500 territories at a time.');
  end if;
  -- Only what is asked for by name is answered: the table as a whole would be a list of places.
  return jsonb_build_object(
    'key', org.territory_key(caller.organisation_id),
    'known', coalesce((
      select jsonb_agg(jsonb_build_object('digest', encode(t.name_digest, 'hex'), 'cell', t.cell) order by t.name_digest)
      from org.territory t
      where t.organisation_id = caller.organisation_id
        and t.name_digest in (select decode(d, 'hex') from unnest(digests) d)
    ), '[]')
  );
end
$$;
comment on function api.territories(text[]) is
  'Lead: the organisation''s key for digests of territories'' names, and the answers kept under the digests asked for (cell null: left aside). Writes nothing; volatile, hence a POST, because the answer holds a key.';
revoke all on function api.territories(text[]) from public;
grant execute on function api.territories(text[]) to authenticated;

-- logic: files/territory-key.fn.sql
create or replace function org.territory_key(organisation uuid)
returns text
language sql stable security invoker
set search_path = ''
as $$
  -- 34 bytes: record keys sign 16 and cell keys 76, so no message has two meanings.
  select encode(extensions.hmac(
    convert_to('repere/territory/', 'UTF8') || '\x01'::bytea || uuid_send(organisation), release.secret(), 'sha256'
  ), 'hex')
$$;
comment on function org.territory_key(uuid) is
  'Key under which devices digest an organisation''s names of territories; RP010 without the release secret.';
revoke all on function org.territory_key(uuid) from public;

-- logic: retention/age-places.fn.sql
create or replace function field.age_places(organisation uuid, last_day date)
returns jsonb
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  visits bigint;
  sites bigint;
  alerts bigint;
begin
  -- A visit to a living site, and a stop planned at a site or for an alert, hold that place's cell too: what is left
  -- of it is the 8 km square. Street visits keep their cell: where teams went is no secret.
  update field.visit v set
    outcome = null,
    cell = case when v.site_id is not null or v.at_living_site then grid.square_of(v.cell, 8) else v.cell end
  where v.organisation_id = organisation and v.service_date <= last_day and (
    v.outcome is not null
    or (v.site_id is not null or v.at_living_site) and v.cell <> grid.square_of(v.cell, 8)
  );
  get diagnostics visits = row_count;
  update field.stop s set cell = grid.square_of(s.cell, 8)
  from field.round r
  where r.id = s.round_id and r.organisation_id = organisation and r.service_date <= last_day
    and (s.site_id is not null or s.alert_id is not null) and s.cell <> grid.square_of(s.cell, 8);
  update field.site s set cell = null
  where s.organisation_id = organisation and s.closed_on <= last_day and s.cell is not null;
  get diagnostics sites = row_count;
  update field.site_event e set moved_to_district = null
  from field.site s
  where s.id = e.site_id and s.organisation_id = organisation and e.happened_on <= last_day
    and e.moved_to_district is not null;
  update field.alert a set cell = null
  where a.organisation_id = organisation and coalesce(a.closed_on, a.due_on) <= last_day and a.cell is not null;
  get diagnostics alerts = row_count;
  delete from org.territory t where t.organisation_id = organisation and t.decided_on <= last_day;
  return jsonb_build_object('visits', visits, 'sites', sites, 'alerts', alerts);
end
$$;
comment on function field.age_places(uuid, date) is
  'Takes the outcome from visits up to a service date, and the place from closed sites, from alerts that are closed or past their deadline, and from visits and stops that would give those places away, and answers about territories that nobody used since; answers how many rows.';
revoke all on function field.age_places(uuid, date) from public;

-- logic: retention/remove-records.fn.sql
create or replace function field.remove_records(organisation uuid)
returns jsonb
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  done jsonb := field.age_contacts(organisation, 'infinity'::date);
  visits bigint;
  sites bigint;
  alerts bigint;
begin
  delete from field.visit v where v.organisation_id = organisation;
  get diagnostics visits = row_count;
  delete from field.round r where r.organisation_id = organisation;
  delete from field.round_template t where t.organisation_id = organisation;
  delete from field.forbidden_cell c where c.organisation_id = organisation;
  delete from field.institutional_contact c where c.organisation_id = organisation;
  delete from field.import_batch b where b.organisation_id = organisation;
  delete from org.territory t where t.organisation_id = organisation;
  delete from field.gone_row g where g.organisation_id = organisation;
  delete from field.recorder r where r.organisation_id = organisation;
  delete from field.alert a where a.organisation_id = organisation;
  get diagnostics alerts = row_count;
  delete from field.site s where s.organisation_id = organisation;
  get diagnostics sites = row_count;
  return done || jsonb_build_object('visits', visits, 'sites', sites, 'alerts', alerts);
end
$$;
comment on function field.remove_records(uuid) is
  'Deletes everything that an organisation''s teams recorded: contacts, encounters, visits, rounds, imports, living sites, alerts, institutional contacts, what territories mean. Accounts, sectors, policies, releases and the audit log stay.';
revoke all on function field.remove_records(uuid) from public;

