-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

-- logic: audit/age.fn.sql
create or replace function audit.age(organisation uuid)
returns bigint
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  events bigint;
begin
  perform set_config('repere.audit_retention', 'on', true);
  -- The real clock, as audit rows have it: a day set in the future must not erase the log.
  delete from audit.event e
  where e.organisation_id is not distinct from organisation and e.happened_at < clock_timestamp() - interval '6 months';
  get diagnostics events = row_count;
  perform set_config('repere.audit_retention', '', true);
  return events;
end
$$;
comment on function audit.age(uuid) is
  'Deletes audit rows older than 6 months of an organisation (null: of none) and answers how many. The one way in which an audit row goes.';
revoke all on function audit.age(uuid) from public;

-- logic: research/research-squares.fn.sql
create or replace function release.research_squares(
  leaves integer[], squares integer[], sizes_km smallint[], finest_km integer
)
returns table (leaf integer, square integer, size_km smallint)
language sql immutable security invoker
set search_path = ''
as $$
  with recursive given as materialized (
    select g.* from unnest(leaves, squares, sizes_km) g (leaf, square, km)
  ),
  touch as materialized (
    select distinct g.leaf, grid.square_of(g.square, finest_km) as coarse from given g where g.km < finest_km
  ),
  -- Staff leaves that share a coarse square become one research leaf, whole: no research leaf cuts a staff leaf, whose
  -- class would then tell more about both.
  reach as (
    select t.leaf, t.leaf as other from touch t
    union
    select r.leaf, there.leaf from reach r join touch here on here.leaf = r.other join touch there on there.coarse = here.coarse
  ),
  named as (
    select r.leaf, min(r.other) as name from reach r group by r.leaf
  ),
  part as (
    select distinct coalesce(n.name, g.leaf) as leaf, grid.square_of(g.square, greatest(g.km, finest_km)) as square,
      greatest(g.km, finest_km) as km
    from given g left join named n on n.leaf = g.leaf
  ),
  -- In the fewest squares, as staff leaves are.
  whole as (
    select p.leaf, grid.square_of(p.square, s.km) as square, s.km
    from part p join unnest('{2,4,8}'::integer[]) s (km) on s.km >= p.km
    group by 1, 2, 3
    having sum(p.km * p.km) = s.km * s.km
  )
  select w.leaf, w.square, w.km::smallint
  from whole w
  where not exists (
    select from whole larger
    where larger.leaf = w.leaf and larger.km = w.km * 2 and larger.square = grid.square_of(w.square, w.km * 2)
  )
$$;
comment on function release.research_squares(integer[], integer[], smallint[], integer) is
  'Leaves of research from those of staff: squares finer than allowed become the coarser square that holds them, and the leaves that share it become one. Worked out from the published partition alone, so it costs nothing.';
revoke all on function release.research_squares(integer[], integer[], smallint[], integer) from public;

-- logic: retention/age-contacts.fn.sql
create or replace function field.age_contacts(organisation uuid, last_day date)
returns jsonb
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  contacts bigint;
  encounters bigint;
begin
  -- From the leaves up, set by set: cascades row by row are slower.
  delete from field.contact c where c.organisation_id = organisation and c.service_date <= last_day;
  get diagnostics contacts = row_count;
  delete from field.encounter e where e.organisation_id = organisation and e.service_date <= last_day;
  get diagnostics encounters = row_count;
  return jsonb_build_object('contacts', contacts, 'encounters', encounters);
end
$$;
comment on function field.age_contacts(uuid, date) is 'Deletes contacts and encounters up to a service date and answers how many rows.';
revoke all on function field.age_contacts(uuid, date) from public;

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
  return jsonb_build_object('visits', visits, 'sites', sites, 'alerts', alerts);
end
$$;
comment on function field.age_places(uuid, date) is
  'Takes the outcome from visits up to a service date, and the place from closed sites, from alerts that are closed or past their deadline, and from visits and stops that would give those places away; answers how many rows.';
revoke all on function field.age_places(uuid, date) from public;

-- logic: retention/erase-batch.fn.sql
create or replace function api.erase_batch(batch uuid, dry_run boolean default true)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('dpo');
  opened field.import_batch;
  done jsonb;
begin
  perform org.require_second_factor();
  if dry_run is null then
    perform org.refuse('RP001', 'dry_run is true or false.');
  end if;
  perform pg_advisory_xact_lock_shared(release.lock_key(caller.organisation_id));
  select b.* into opened from field.import_batch b
  where b.id = batch and b.organisation_id = caller.organisation_id
  for update;
  if opened.id is null then
    perform org.refuse('RP002', 'There is no such import.');
  end if;
  if opened.undone_at is not null then
    perform org.refuse('RP003', 'The import was already undone.');
  end if;
  begin
    done := field.remove_batch_rows(opened.id);
    update field.import_batch b set undone_at = release.now() where b.id = opened.id;
    if dry_run then
      raise exception using errcode = 'RP099';
    end if;
  exception when sqlstate 'RP099' then
    null;
  end;
  perform audit.write(
    case when dry_run then 'erasure_counted' else 'batch_erased' end, opened.id, jsonb_build_object('accepted', opened.accepted)
  );
  return field.told_roundly(done)
    || jsonb_build_object('rows', opened.accepted, 'dry_run', dry_run, 'releases', 'unchanged');
end
$$;
comment on function api.erase_batch(uuid, boolean) is
  'Dpo, with a fresh code: erases what any import of the organisation brought (ids of imports are in the audit log). A dry run counts; contacts and encounters are told in whole hundreds. What is published stays as it is.';
revoke all on function api.erase_batch(uuid, boolean) from public;
grant execute on function api.erase_batch(uuid, boolean) to authenticated;

-- logic: retention/erase-records.fn.sql
create or replace function api.erase_records(organisation_name text, dry_run boolean default true)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('dpo');
  done jsonb;
begin
  perform org.require_second_factor();
  if dry_run is null or not exists (
    select from org.organisation o where o.id = caller.organisation_id and o.name = btrim(organisation_name)
  ) then
    perform org.refuse('RP001', 'Type the organisation''s name as it is written; dry_run is true or false.');
  end if;
  perform pg_advisory_xact_lock_shared(release.lock_key(caller.organisation_id));
  begin
    done := field.remove_records(caller.organisation_id);
    if dry_run then
      raise exception using errcode = 'RP099';
    end if;
  exception when sqlstate 'RP099' then
    null;
  end;
  perform audit.write(
    case when dry_run then 'erasure_counted' else 'records_erased' end, caller.organisation_id,
    done - '{contacts,encounters}'::text[]
  );
  return field.told_roundly(done) || jsonb_build_object('dry_run', dry_run, 'releases', 'unchanged');
end
$$;
comment on function api.erase_records(text, boolean) is
  'Dpo, with a fresh code and the organisation''s name typed: erases every record of the organisation. A dry run counts; contacts and encounters are told in whole hundreds. What is published stays as it is.';
revoke all on function api.erase_records(text, boolean) from public;
grant execute on function api.erase_records(text, boolean) to authenticated;

-- logic: retention/erase-row.fn.sql
create or replace function api.erase_row(kind text, id uuid, dry_run boolean default true)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead', 'dpo');
  found record;
  done jsonb;
begin
  if caller.role = 'dpo' then
    perform org.require_second_factor();
  end if;
  if dry_run is null or (kind in ('visit', 'encounter', 'contact')) is distinct from true then
    perform org.refuse('RP001', 'kind is visit, encounter or contact; dry_run is true or false.');
  end if;
  perform pg_advisory_xact_lock_shared(release.lock_key(caller.organisation_id));
  select r.* into found from field.row_to_erase(caller, kind, erase_row.id) r;
  if found.row_id is null then
    perform org.refuse('RP002', 'There is no such row.');
  end if;
  begin
    done := field.remove_row(caller.organisation_id, kind, found.row_id, found.visit_id, found.encounter_id);
    if dry_run then
      raise exception using errcode = 'RP099';
    end if;
  exception when sqlstate 'RP099' then
    null;
  end;
  perform audit.write(case when dry_run then 'erasure_counted' else 'row_erased' end, found.row_id, done - 'contacts');
  -- How many youths were met is for those who wrote it.
  return done - case when found.own then '{}'::text[] else '{contacts}'::text[] end
    || jsonb_build_object('dry_run', dry_run, 'releases', 'unchanged');
end
$$;
comment on function api.erase_row(text, uuid, boolean) is
  'Educator, lead: erases a visit, encounter or contact of their own; dpo, with a fresh code: any of the organisation, by its id. A dry run counts what would go. What is published stays as it is: it holds no record, and taking one out would tell what it was.';
revoke all on function api.erase_row(text, uuid, boolean) from public;
grant execute on function api.erase_row(text, uuid, boolean) to authenticated;

-- logic: retention/kept-after.fn.sql
create or replace function field.kept_after(organisation uuid)
returns date
language sql stable security invoker
set search_path = ''
as $$
  -- The earlier of the service clock and the real one: a day set in the future must not erase anything.
  select (least(release.today(o.time_zone), (clock_timestamp() at time zone o.time_zone)::date) - interval '24 months')::date
  from org.organisation o where o.id = kept_after.organisation
$$;
comment on function field.kept_after(uuid) is
  'Last service date whose records have come of age: 24 months ago (the CNIL''s practice for social work). What is younger is kept.';
revoke all on function field.kept_after(uuid) from public;

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
  'Deletes everything that an organisation''s teams recorded: contacts, encounters, visits, rounds, imports, living sites, alerts, institutional contacts. Accounts, sectors, policies, releases and the audit log stay.';
revoke all on function field.remove_records(uuid) from public;

-- logic: retention/remove-row.fn.sql
create or replace function field.remove_row(organisation uuid, kind text, row_id uuid, visit uuid, encounter uuid)
returns jsonb
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  visits bigint := 0;
  encounters bigint := 0;
  contacts bigint := 0;
begin
  -- What a window counted counts no second time if it is written anew.
  perform field.remember_gone(array(
    select e.id from field.encounter e where e.visit_id = visit and case kind
      when 'visit' then true
      when 'encounter' then e.id = encounter
      else e.id = encounter
        and not exists (select from field.contact c where c.encounter_id = e.id and c.id <> row_id)
    end
  ));
  with gone as (
    delete from field.contact c using field.encounter e
    where e.id = c.encounter_id and e.visit_id = visit
      and case kind when 'contact' then c.id = row_id when 'encounter' then e.id = encounter else true end
    returning c.id
  ),
  noted as (
    insert into field.erasure (row_id, organisation_id, erased_at) select g.id, organisation, release.now() from gone g
    on conflict do nothing
  )
  select count(*) into contacts from gone;
  with gone as (
    delete from field.encounter e
    where e.visit_id = visit and case kind
      when 'visit' then true
      when 'encounter' then e.id = encounter
      -- A meeting whose last youth is erased goes too.
      else e.id = encounter and not exists (select from field.contact c where c.encounter_id = e.id)
    end
    returning e.id
  ),
  noted as (
    insert into field.erasure (row_id, organisation_id, erased_at) select g.id, organisation, release.now() from gone g
    on conflict do nothing
  )
  select count(*) into encounters from gone;
  if kind = 'visit' then
    delete from field.visit v where v.id = visit;
    get diagnostics visits = row_count;
    insert into field.erasure (row_id, organisation_id, erased_at) values (visit, organisation, release.now())
    on conflict do nothing;
  elsif encounters > 0 and not exists (select from field.encounter e where e.visit_id = visit) then
    -- That someone was met there is part of what was erased.
    update field.visit v set outcome = null where v.id = visit;
  end if;
  return jsonb_build_object('visits', visits, 'encounters', encounters, 'contacts', contacts);
end
$$;
comment on function field.remove_row(uuid, text, uuid, uuid, uuid) is
  'Deletes a contact, an encounter with its contacts, or a visit with all of them, keeps only their ids (field.erasure), and answers how many rows.';
revoke all on function field.remove_row(uuid, text, uuid, uuid, uuid) from public;

-- logic: retention/retain.fn.sql
create or replace function field.retain(organisation uuid)
returns jsonb
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  last_day date := field.kept_after(organisation);
  done jsonb;
begin
  -- As writers do, so that no publication counts half of it.
  perform pg_advisory_xact_lock_shared(release.lock_key(organisation));
  done := field.age_contacts(organisation, last_day) || field.age_places(organisation, last_day)
    || jsonb_build_object('events', audit.age(organisation), 'last_day', last_day);
  -- Contacts and encounters are left out: an audit row holds no count of youths.
  perform audit.write('retention_applied', null, done - '{contacts,encounters,last_day}'::text[], organisation);
  return done;
end
$$;
comment on function field.retain(uuid) is
  'Makes an organisation''s records as imprecise as their age asks for (data-model.md, retention), in one transaction with its audit row. Published releases are not touched. Repeated, it changes nothing more.';
revoke all on function field.retain(uuid) from public;

-- logic: retention/retention.fn.sql
create or replace function api.retention(dry_run boolean default true)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('dpo');
  done jsonb;
begin
  perform org.require_second_factor();
  if dry_run is null then
    perform org.refuse('RP001', 'dry_run is true or false.');
  end if;
  begin
    done := field.retain(caller.organisation_id);
    if dry_run then
      -- The same statements, taken back: a dry run that counted in another way could promise something else.
      raise exception using errcode = 'RP099';
    end if;
  exception when sqlstate 'RP099' then
    null;
  end;
  if dry_run then
    perform audit.write('retention_counted', null);
  end if;
  return field.told_roundly(done) || jsonb_build_object('dry_run', dry_run, 'releases', 'unchanged');
end
$$;
comment on function api.retention(boolean) is
  'Dpo, with a fresh code: what the nightly retention would do now (dry_run) or does it; row counts, those of contacts and encounters in whole hundreds. Published releases stay as they are.';
revoke all on function api.retention(boolean) from public;
grant execute on function api.retention(boolean) to authenticated;

-- logic: retention/row-to-erase.fn.sql
create or replace function field.row_to_erase(caller org.member, kind text, id uuid)
returns table (row_id uuid, visit_id uuid, encounter_id uuid, own boolean)
language sql stable security invoker rows 1
set search_path = ''
as $$
  with wanted as (
    -- An account knows its rows by the ids of its device, the dpo by those that are stored.
    select unnest(array[
      row_to_erase.id, field.own_id(field.account_namespace(caller), row_to_erase.id)
    ]) as id
  ),
  found as (
    select v.id as row_id, v.id as visit_id, null::uuid as encounter_id
    from wanted w join field.visit v on v.id = w.id where kind = 'visit'
    union all
    select e.id, e.visit_id, e.id from wanted w join field.encounter e on e.id = w.id where kind = 'encounter'
    union all
    select c.id, e.visit_id, e.id from wanted w join field.contact c on c.id = w.id
    join field.encounter e on e.id = c.encounter_id where kind = 'contact'
  ),
  owned as (
    select f.*, k.user_id is not distinct from caller.user_id and caller.user_id is not null as own
    from found f
    join field.visit v on v.id = f.visit_id and v.organisation_id = caller.organisation_id
    join field.recorder k on k.id = v.recorder_id
  )
  select o.* from owned o where o.own or caller.role = 'dpo' limit 1
$$;
comment on function field.row_to_erase(org.member, text, uuid) is
  'A visit, encounter or contact that a member may erase: rows of their own account, or for the dpo any row of the organisation; no row for anything else.';
revoke all on function field.row_to_erase(org.member, text, uuid) from public;

-- logic: retention/told-roundly.fn.sql
create or replace function field.told_roundly(counts jsonb)
returns jsonb
language sql immutable strict security invoker
set search_path = ''
as $$
  -- Differences of exact counts, day after day, would count the youths of a day.
  select jsonb_object_agg(c.key, case
    when c.key in ('contacts', 'encounters') then to_jsonb((c.value #>> '{}')::bigint / 100 * 100) else c.value
  end)
  from jsonb_each(counts) c
$$;
comment on function field.told_roundly(jsonb) is
  'Counts of rows as those may be told them who do not see records: contacts and encounters in whole hundreds, rounded down.';
revoke all on function field.told_roundly(jsonb) from public;

