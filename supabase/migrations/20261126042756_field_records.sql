-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

-- logic: field/answer-alerts.fn.sql
create or replace function field.answer_alerts(round field.round, visits uuid[])
returns void
language sql volatile security invoker
set search_path = ''
as $$
  update field.alert a
  set outcome = case v.outcome when 'nobody' then 'nobody' else 'met' end::field.alert_outcome,
    closed_on = greatest((answer_alerts.round).service_date, a.received_on)
  from field.visit v join field.stop s on s.id = v.stop_id
  where v.id = any (visits) and v.round_id = (answer_alerts.round).id and a.id = s.alert_id
    and v.outcome <> 'not_reached'
    -- The visit that answered it may correct itself; what a lead closed otherwise stays.
    and (a.outcome is null or (v.revision > 1 and a.outcome in ('met', 'nobody')))
$$;
comment on function field.answer_alerts(field.round, uuid[]) is
  'An alert at a stop that was reached is answered by what the visit found.';
revoke all on function field.answer_alerts(field.round, uuid[]) from public;

-- logic: field/describe-encounters.fn.sql
create or replace function field.describe_encounters(visit uuid)
returns jsonb
language sql stable security invoker
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', e.id, 'place_kind', e.place_kind, 'language', e.language, 'needs', to_jsonb(e.needs),
    'orientation', to_jsonb(e.orientation), 'living_district', e.living_district,
    'previous_district', e.previous_district,
    'contacts', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', c.id, 'gender', c.gender, 'age_band', c.age_band, 'first_time', c.first_time,
        'seen_recently', c.seen_recently
      ) order by c.id), '[]')
      from field.contact c where c.encounter_id = e.id
    )
  ) order by e.id), '[]')
  from field.encounter e where e.visit_id = visit
$$;
comment on function field.describe_encounters(uuid) is
  'Encounters of a visit with their contacts, for the account that wrote them; never their contributors.';
revoke all on function field.describe_encounters(uuid) from public;

-- logic: field/field-day.fn.sql
create or replace function api.field_day()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead');
  zone text := (select o.time_zone from org.organisation o where o.id = caller.organisation_id);
begin
  return jsonb_build_object(
    'now_day', release.today(zone), 'days', to_jsonb(field.service_days(zone)), 'team_id', caller.team_id,
    'rounds', coalesce((
      select jsonb_agg(jsonb_build_object(
        'id', r.id, 'version', r.version, 'date', r.service_date, 'slot', r.slot, 'mode', r.mode, 'status', r.status,
        'leaves_at', coalesce(r.leaves_at, 360 * array_position(enum_range(null::field.slot), r.slot)),
        'minutes', coalesce(r.planned_minutes, 180), 'sector_id', r.sector_id, 'safety', to_jsonb(r.safety),
        'members', coalesce((
          select jsonb_agg(m.member_id order by m.member_id) from field.round_member m where m.round_id = r.id
        ), '[]'),
        'own', r.unplanned and r.lead_member is not distinct from caller.id,
        'stops', coalesce((
          select jsonb_agg(jsonb_build_object(
            'id', s.id, 'cell', s.cell, 'minutes', s.planned_minutes,
            'kind', case when s.site_id is not null then 'site' when s.alert_id is not null then 'alert' else 'place' end,
            'done', exists (select from field.visit v where v.stop_id = s.id)
          ) order by s.position, s.id)
          from field.stop s where s.round_id = r.id
        ), '[]')
      ) order by r.service_date, r.slot, r.id)
      from field.round r
      where r.organisation_id = caller.organisation_id and r.batch_id is null
        and r.service_date = any (field.service_days(zone))
        and r.status in ('planned', 'running', 'done', 'validated')
        and field.goes_out(caller, r)
    ), '[]')
  );
end
$$;
comment on function api.field_day() is
  'The rounds of the day that goes on now in which the caller goes out, with their stops: what a phone needs in the street. Nothing of what was met.';
revoke all on function api.field_day() from public;
grant execute on function api.field_day() to authenticated;

-- logic: field/field-round.fn.sql
create or replace function field.field_round(caller org.member, sent uuid)
returns field.round
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  found_one field.round;
begin
  select r.* into found_one from field.round r
  where r.id in (sent, field.own_id(field.account_namespace(caller), sent))
    and r.organisation_id = caller.organisation_id and r.batch_id is null and field.goes_out(caller, r)
  for update;
  return found_one;
end
$$;
comment on function field.field_round(org.member, uuid) is
  'Locks a round in which the caller goes out, planned or begun on their device, and returns it; a row of nulls for any other.';
revoke all on function field.field_round(org.member, uuid) from public;

-- logic: field/has-erased-part.fn.sql
create or replace function field.has_erased_part(namespace uuid, visit_id uuid, visit jsonb)
returns boolean
language sql stable security invoker
set search_path = ''
as $$
  select exists (
    select from field.erasure e
    where e.row_id = has_erased_part.visit_id
      or e.row_id in (select r.own_id from field.read_encounters(namespace, visit) r)
      or e.row_id in (select r.own_id from field.read_contacts(namespace, visit) r)
  )
$$;
comment on function field.has_erased_part(uuid, uuid, jsonb) is
  'Whether a sent visit, or an encounter or contact of it, was erased: then nothing of it comes back.';
revoke all on function field.has_erased_part(uuid, uuid, jsonb) from public;

-- logic: field/has-foreign-part.fn.sql
create or replace function field.has_foreign_part(namespace uuid, visit_id uuid, visit jsonb)
returns boolean
language sql stable security invoker
set search_path = ''
as $$
  select exists (
    select from field.read_encounters(namespace, visit) r join field.encounter e on e.id = r.own_id
    where e.visit_id <> has_foreign_part.visit_id
  ) or exists (
    select from field.read_contacts(namespace, visit) r join field.contact c on c.id = r.own_id
    join field.encounter e on e.id = c.encounter_id
    where e.visit_id <> has_foreign_part.visit_id
  )
$$;
comment on function field.has_foreign_part(uuid, uuid, jsonb) is
  'Whether an encounter or contact of a sent visit is already part of another visit of the account.';
revoke all on function field.has_foreign_part(uuid, uuid, jsonb) from public;

-- logic: field/is-open-record.fn.sql
create or replace function field.is_open_record(caller org.member, service_date date)
returns boolean
language sql stable security invoker
set search_path = ''
as $$
  select service_date >= release.today(o.time_zone) - 14 and not exists (
    select from release.window w
    where w.organisation_id = caller.organisation_id and w.layer in ('encounters', 'research')
      and is_open_record.service_date between w.starts_on and w.ends_on
      and (w.team_id is null or w.team_id = caller.team_id)
  )
  from org.organisation o where o.id = caller.organisation_id
$$;
comment on function field.is_open_record(org.member, date) is
  'Whether an account may still change its records of a day: 14 days, or until a window with it is published (privacy.md, Raw records).';
revoke all on function field.is_open_record(org.member, date) from public;

-- logic: field/json-list.fn.sql
create or replace function field.json_list(value jsonb)
returns jsonb
language sql immutable security invoker
set search_path = ''
as $$
  select case when jsonb_typeof(value) = 'array' then value else '[]' end
$$;
comment on function field.json_list(jsonb) is 'A list sent as JSON; an empty one for anything that is none.';
revoke all on function field.json_list(jsonb) from public;

-- logic: field/known-codes.fn.sql
create or replace function field.known_codes(sent jsonb, known text[])
returns text[]
language sql immutable security invoker
set search_path = ''
as $$
  -- Null for what is no list of known codes, each at most once.
  select case
    when sent is null or sent = 'null' then '{}'::text[]
    when jsonb_typeof(sent) = 'array' then (
      select case when count(*) = count(distinct c) and coalesce(bool_and(c = any (known)), true)
        then coalesce(array_agg(c), '{}') end
      from jsonb_array_elements_text(sent) c
    )
  end
$$;
comment on function field.known_codes(jsonb, text[]) is 'A list of codes sent as JSON, empty if none was sent; null if one is unknown or named twice.';
revoke all on function field.known_codes(jsonb, text[]) from public;

-- logic: field/mark-round.fn.sql
create or replace function field.mark_round(caller org.member, round field.round)
returns text
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  if round.status in ('draft', 'planned') then
    perform field.change_round_status(caller, round, 'running', 'round_started');
  elsif round.status = 'validated' then
    update field.round r set late_records_at = release.now() where r.id = round.id;
    return 'late';
  end if;
  return 'kept';
end
$$;
comment on function field.mark_round(org.member, field.round) is
  'A phone''s record starts its round; a round that was validated before is marked, so that its lead sees that more came.';
revoke all on function field.mark_round(org.member, field.round) from public;

-- logic: field/need-codes.fn.sql
create or replace function field.need_codes()
returns text[]
language sql immutable security invoker
set search_path = ''
as $$
  select array[
    'food', 'clothing', 'hygiene', 'care', 'shelter', 'schooling', 'legal', 'phone', 'listening', 'protection'
  ]
$$;
comment on function field.need_codes() is
  'What youths met may say they need, as codes: there is no free text. src/domain/field-record.ts has the same list.';
revoke all on function field.need_codes() from public;

-- logic: field/orientation-codes.fn.sql
create or replace function field.orientation_codes()
returns text[]
language sql immutable security invoker
set search_path = ''
as $$
  select array[
    'child_protection', 'emergency_shelter', 'day_centre', 'health', 'legal_aid', 'education', 'return_visit', 'declined'
  ]
$$;
comment on function field.orientation_codes() is
  'Where youths met were directed, as codes: there is no free text. src/domain/field-record.ts has the same list.';
revoke all on function field.orientation_codes() from public;

-- logic: field/own-record-id.fn.sql
create or replace function field.own_record_id(caller org.member, sent uuid)
returns uuid
language sql stable security invoker
set search_path = ''
as $$
  -- What the account reads to correct it carries stored ids; what its devices write carries theirs.
  select coalesce(
    (
      select v.id from field.visit v join field.recorder k on k.id = v.recorder_id
      where v.id = sent and v.organisation_id = caller.organisation_id and v.batch_id is null
        and k.user_id = caller.user_id
    ),
    field.own_id(field.account_namespace(caller), sent)
  )
$$;
comment on function field.own_record_id(org.member, uuid) is
  'The id under which a visit of the account is stored, from its device''s id or from the stored id itself.';
revoke all on function field.own_record_id(org.member, uuid) from public;

-- logic: field/own-visits.fn.sql
create or replace function api.own_visits(round uuid)
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead');
  zone text := (select o.time_zone from org.organisation o where o.id = caller.organisation_id);
begin
  return jsonb_build_object('visits', coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', v.id, 'revision', v.revision, 'stop', v.stop_id, 'cell', v.cell, 'minutes', v.minutes, 'outcome', v.outcome,
      'open', field.is_open_record(caller, v.service_date), 'encounters', field.describe_encounters(v.id)
    ) order by v.received_at, v.id)
    from field.visit v
    join field.recorder k on k.id = v.recorder_id
    where v.round_id in (own_visits.round, field.own_id(field.account_namespace(caller), own_visits.round))
      and v.organisation_id = caller.organisation_id and v.batch_id is null
      -- The account that wrote a record reads it, and for 14 days: nobody else does.
      and k.user_id = caller.user_id and v.service_date >= release.today(zone) - 14
  ), '[]'));
end
$$;
comment on function api.own_visits(uuid) is
  'The caller''s own records of a round, to correct them: the account that wrote them alone, until 14 days after; open says whether they may still be changed. An unknown round has none.';
revoke all on function api.own_visits(uuid) from public;
grant execute on function api.own_visits(uuid) to authenticated;

-- logic: field/read-contacts.fn.sql
create or replace function field.read_contacts(namespace uuid, visit jsonb)
returns table (
  id uuid, own_id uuid, encounter_id uuid, gender field.gender, age_band field.age_band, first_time boolean,
  seen_recently boolean, is_good boolean
)
language sql immutable security invoker
set search_path = ''
as $$
  with read as (
    select e.id as encounter, c, field.json_uuid(c -> 'id') as id,
      case when coalesce(c ->> 'gender', '?') = any (enum_range(null::field.gender)::text[])
        then coalesce(c ->> 'gender', '?')::field.gender end as gender,
      case when coalesce(c ->> 'age_band', '?') = any (enum_range(null::field.age_band)::text[])
        then coalesce(c ->> 'age_band', '?')::field.age_band end as age_band
    from field.read_encounters(namespace, visit) e cross join jsonb_array_elements(e.contacts) c
  )
  select r.id, field.own_id(namespace, r.id), field.own_id(namespace, r.encounter), r.gender, r.age_band,
    case when jsonb_typeof(c -> 'first_time') = 'boolean' then (c ->> 'first_time')::boolean end,
    c -> 'seen_recently' = 'true',
    r.id is not null and r.gender is not null and r.age_band is not null
      and (c ->> 'first_time' is null or jsonb_typeof(c -> 'first_time') = 'boolean')
      -- Releases depend on it: it is always said, never guessed.
      and coalesce(jsonb_typeof(c -> 'seen_recently') = 'boolean', false)
  from read r
$$;
comment on function field.read_contacts(uuid, jsonb) is
  'Reads the contacts of a visit that a phone sends, with the ids they and their encounters are stored under. Never raises.';
revoke all on function field.read_contacts(uuid, jsonb) from public;

-- logic: field/read-encounters.fn.sql
create or replace function field.read_encounters(namespace uuid, visit jsonb)
returns table (
  id uuid, own_id uuid, place_kind field.place_kind, language text, needs text[], orientation text[],
  living_district integer, previous_district integer, contacts jsonb, is_good boolean
)
language sql immutable security invoker
set search_path = ''
as $$
  with read as (
    select field.json_uuid(e -> 'id') as id, e,
      case when e ->> 'place_kind' = any (enum_range(null::field.place_kind)::text[])
        then (e ->> 'place_kind')::field.place_kind end as place_kind,
      field.known_codes(e -> 'needs', field.need_codes()) as needs,
      field.known_codes(e -> 'orientation', field.orientation_codes()) as orientation,
      field.json_integer(e -> 'living_district') as living, field.json_integer(e -> 'previous_district') as previous,
      field.json_list(e -> 'contacts') as contacts
    from jsonb_array_elements(field.json_list(visit -> 'encounters')) e
  )
  select r.id, field.own_id(namespace, r.id), r.place_kind, e ->> 'language', r.needs, r.orientation,
    r.living, r.previous, r.contacts,
    r.id is not null and r.place_kind is not null and r.needs is not null and r.orientation is not null
      and coalesce(e ->> 'language' ~ '^[a-z]{2,3}$', true)
      -- A district as told: the lower-left cell of an 8 km square.
      and (e ->> 'living_district' is null or coalesce(r.living = grid.square_of(r.living, 8), false))
      and (e ->> 'previous_district' is null or coalesce(r.previous = grid.square_of(r.previous, 8), false))
      and jsonb_array_length(r.contacts) between 1 and 60
  from read r
$$;
comment on function field.read_encounters(uuid, jsonb) is
  'Reads the encounters of a visit that a phone sends, with the ids they are stored under. Never raises.';
revoke all on function field.read_encounters(uuid, jsonb) from public;

-- logic: field/record-fault.fn.sql
create or replace function field.record_fault(caller org.member, round field.round)
returns text
language sql stable security invoker
set search_path = ''
as $$
  select case
    when round.id is null then 'unknown_round'
    when round.service_date > all (field.service_days(o.time_zone)) then 'in_future'
    when round.service_date < release.today(o.time_zone) - 14 then 'too_old'
    when round.status in ('cancelled', 'rejected') then 'round_closed'
  end
  from org.organisation o where o.id = caller.organisation_id
$$;
comment on function field.record_fault(org.member, field.round) is
  'Why a phone''s record of a round is refused, as a code; null if it is taken, also after the round was validated.';
revoke all on function field.record_fault(org.member, field.round) from public;

-- logic: field/sync-end.fn.sql
create or replace function field.sync_end(caller org.member, sent jsonb)
returns text
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  round field.round := field.field_round(caller, field.json_uuid(sent -> 'round'));
  fault text := field.record_fault(caller, round);
begin
  if fault is null and round.status in ('draft', 'planned', 'running') then
    perform field.change_round_status(caller, round, 'done', 'round_done');
  end if;
  return coalesce(fault, 'kept');
end
$$;
comment on function field.sync_end(org.member, jsonb) is
  'Those who went out say that their round is done; a round that is over stays as it is.';
revoke all on function field.sync_end(org.member, jsonb) from public;

-- logic: field/sync-record.fn.sql
create or replace function field.sync_record(caller org.member, sent jsonb)
returns jsonb
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  state text := 'bad_value';
begin
  if field.json_uuid(sent -> 'id') is not null and field.json_integer(sent -> 'revision') >= 1 then
    state := case sent ->> 'kind'
      when 'round' then field.sync_round(caller, sent)
      when 'visit' then field.sync_visit(caller, sent)
      when 'removal' then field.sync_removal(caller, sent)
      when 'end' then field.sync_end(caller, sent)
      else 'bad_value'
    end;
  end if;
  return jsonb_build_object('id', field.json_uuid(sent -> 'id')) || case state
    when 'kept' then '{"state": "kept"}'
    when 'late' then '{"state": "kept", "late": true}'
    else jsonb_build_object('state', 'refused', 'code', state)
  end;
end
$$;
comment on function field.sync_record(org.member, jsonb) is
  'Takes one record of a phone and answers with its id what became of it.';
revoke all on function field.sync_record(org.member, jsonb) from public;

-- logic: field/sync-removal.fn.sql
create or replace function field.sync_removal(caller org.member, sent jsonb)
returns text
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  visit_id uuid := field.own_record_id(caller, field.json_uuid(sent -> 'visit'));
  known field.visit;
begin
  if visit_id is null then
    return 'bad_value';
  end if;
  select v.* into known from field.visit v where v.id = visit_id;
  if known.id is null then
    -- The visit may still be on its way: its id is enough to keep it out.
    insert into field.erasure (row_id, organisation_id, erased_at)
    values (visit_id, caller.organisation_id, release.now())
    on conflict do nothing;
    return 'kept';
  end if;
  if not field.is_open_record(caller, known.service_date) then
    return 'too_old';
  end if;
  perform field.remove_row(caller.organisation_id, 'visit', visit_id, visit_id, null);
  return 'kept';
end
$$;
comment on function field.sync_removal(org.member, jsonb) is
  'Removes a visit of the account for good, also one that has not come yet; too_old once it is closed: then it can only be erased.';
revoke all on function field.sync_removal(org.member, jsonb) from public;

-- logic: field/sync-round.fn.sql
create or replace function field.sync_round(caller org.member, sent jsonb)
returns text
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  round field.round;
  fault text;
begin
  if exists (
    select from field.round r where r.id = field.own_id(field.account_namespace(caller), field.json_uuid(sent -> 'id'))
  ) then
    return 'kept';
  end if;
  round.id := field.own_id(field.account_namespace(caller), field.json_uuid(sent -> 'id'));
  round.service_date := field.parse_day(sent ->> 'service_date');
  round.status := 'running';
  if round.service_date is null
    or (sent ->> 'slot' = any (enum_range(null::field.slot)::text[])) is distinct from true
    or (sent ->> 'mode' = any (enum_range(null::field.travel_mode)::text[])) is distinct from true then
    return 'bad_value';
  end if;
  fault := field.record_fault(caller, round);
  if fault is null and (
    select count(*) from field.round r
    where r.organisation_id = caller.organisation_id and r.service_date = round.service_date
      and r.lead_member = caller.id and r.unplanned
  ) >= 6 then
    fault := 'too_many';
  end if;
  if fault is not null then
    return fault;
  end if;
  insert into field.round (
    id, organisation_id, team_id, service_date, slot, lead_member, mode, status, unplanned, changed_by, changed_at
  )
  values (
    round.id, caller.organisation_id, caller.team_id, round.service_date, (sent ->> 'slot')::field.slot, caller.id,
    (sent ->> 'mode')::field.travel_mode, 'running', true, caller.id, release.now()
  );
  perform audit.write('round_begun', round.id);
  return 'kept';
end
$$;
comment on function field.sync_round(org.member, jsonb) is
  'Begins a round that nobody planned, of the caller''s team and led by the caller; at most six a day.';
revoke all on function field.sync_round(org.member, jsonb) from public;

-- logic: field/sync-visit.fn.sql
create or replace function field.sync_visit(caller org.member, sent jsonb)
returns text
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  namespace uuid := field.account_namespace(caller);
  visit_id uuid := field.own_record_id(caller, field.json_uuid(sent -> 'id'));
  round field.round := field.field_round(caller, field.json_uuid(sent -> 'round'));
  fault text := coalesce(field.visit_fault(namespace, sent), field.record_fault(caller, round));
  known field.visit;
begin
  select v.* into known from field.visit v where v.id = visit_id;
  -- What is already there in this or a later revision is kept, whatever became of its round since.
  if known.revision >= field.json_integer(sent -> 'revision') then
    return 'kept';
  end if;
  if fault is null and sent ->> 'stop' is not null and not exists (
    select from field.stop s where s.id = field.json_uuid(sent -> 'stop') and s.round_id = round.id
  ) then
    fault := 'bad_cell';
  end if;
  if fault is null and field.has_erased_part(namespace, visit_id, sent) then
    fault := 'erased';
  end if;
  if fault is null and field.has_foreign_part(namespace, visit_id, sent) then
    fault := 'bad_value';
  end if;
  if fault is null and known.id is not null and not (
    field.is_open_record(caller, known.service_date) and field.is_open_record(caller, round.service_date)
  ) then
    fault := 'too_old';
  end if;
  if fault is null and known.id is null and (
    select count(*) from field.visit v where v.round_id = round.id and v.recorder_id = namespace
  ) >= 200 then
    fault := 'too_many';
  end if;
  if fault is not null then
    return fault;
  end if;
  perform field.write_visit(caller, round, visit_id, sent);
  return field.mark_round(caller, round);
end
$$;
comment on function field.sync_visit(org.member, jsonb) is
  'Takes a visit of a phone: kept, late (its round was validated), or why it is refused.';
revoke all on function field.sync_visit(org.member, jsonb) from public;

-- logic: field/sync.fn.sql
create or replace function api.sync(records jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead');
  answers jsonb := '[]';
  sent jsonb;
begin
  if (jsonb_typeof(records) = 'array') is distinct from true then
    perform org.refuse('RP001', 'records is a list.');
  end if;
  if jsonb_array_length(records) > 50 then
    perform org.refuse('RP007', 'Send at most 50 records.');
  end if;
  -- Publication takes it exclusively: what is received after one is dated after it.
  perform pg_advisory_xact_lock_shared(release.lock_key(caller.organisation_id));
  -- One after another: a round comes before its visits, and none blocks those behind it.
  for sent in select e from jsonb_array_elements(records) e loop
    answers := answers || field.sync_record(caller, sent);
  end loop;
  perform audit.write('records_synced', null, (
    select jsonb_build_object(
      'kept', count(*) filter (where a ->> 'state' = 'kept'), 'refused', count(*) filter (where a ->> 'state' = 'refused')
    )
    from jsonb_array_elements(answers) a
  ));
  return jsonb_build_object('records', answers);
end
$$;
comment on function api.sync(jsonb) is
  'What a phone recorded, at most 50 records with ids and revisions made on the device: rounds begun, visits with encounters and contacts, removals, rounds ended. Each is kept or refused with a code; sending again changes nothing.';
revoke all on function api.sync(jsonb) from public;
grant execute on function api.sync(jsonb) to authenticated;

-- logic: field/visit-fault.fn.sql
create or replace function field.visit_fault(namespace uuid, visit jsonb)
returns text
language sql immutable security invoker
set search_path = ''
as $$
  select case
    when (visit ->> 'outcome' = any (enum_range(null::field.visit_outcome)::text[])) is distinct from true
      or (visit ->> 'minutes' is not null and coalesce(field.json_integer(visit -> 'minutes') between 0 and 1440, false) is false)
      or (visit ->> 'stop' is not null and field.json_uuid(visit -> 'stop') is null)
      or (visit ->> 'outcome' = 'met') <> (jsonb_array_length(field.json_list(visit -> 'encounters')) > 0)
      or jsonb_array_length(field.json_list(visit -> 'encounters')) > 20
      or exists (select from field.read_encounters(namespace, visit) e where not e.is_good)
      or exists (select from field.read_contacts(namespace, visit) c where not c.is_good)
      -- No id twice.
      or (select count(*) <> count(distinct e.id) from field.read_encounters(namespace, visit) e)
      or (select count(*) <> count(distinct c.id) from field.read_contacts(namespace, visit) c)
      then 'bad_value'
    when visit ->> 'stop' is null and field.json_integer(visit -> 'cell') is null then 'bad_cell'
  end
$$;
comment on function field.visit_fault(uuid, jsonb) is
  'What is wrong with a visit that a phone sends, as a code, null for nothing: outcome, minutes, place, encounters and their contacts.';
revoke all on function field.visit_fault(uuid, jsonb) from public;

-- logic: field/write-visit.fn.sql
create or replace function field.write_visit(caller org.member, round field.round, visit_id uuid, visit jsonb)
returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  namespace uuid := field.account_namespace(caller);
  planned field.stop;
begin
  select s.* into planned from field.stop s
  where s.id = field.json_uuid(visit -> 'stop') and s.round_id = round.id;
  insert into field.visit as known (
    id, organisation_id, round_id, recorder_id, cell, service_date, slot, minutes, outcome, site_id, at_living_site,
    stop_id, revision, received_at
  )
  values (
    visit_id, caller.organisation_id, round.id, field.account_recorder(caller),
    coalesce(planned.cell, field.json_integer(visit -> 'cell')), round.service_date, round.slot,
    field.json_integer(visit -> 'minutes'), (visit ->> 'outcome')::field.visit_outcome, planned.site_id,
    planned.site_id is not null or coalesce((
      select bool_and(e.place_kind = 'living') from field.read_encounters(namespace, visit) e
    ), false),
    -- A stop has one visit: what a partner adds about it is one more visit of the same cell.
    case when not exists (select from field.visit v where v.stop_id = planned.id and v.id <> visit_id) then planned.id end,
    field.json_integer(visit -> 'revision'), release.now()
  )
  on conflict (id) do update set
    round_id = excluded.round_id, cell = excluded.cell, service_date = excluded.service_date, slot = excluded.slot,
    minutes = excluded.minutes, outcome = excluded.outcome, site_id = excluded.site_id,
    at_living_site = excluded.at_living_site, stop_id = excluded.stop_id, revision = excluded.revision;

  delete from field.encounter e
  where e.visit_id = write_visit.visit_id
    and e.id not in (select r.own_id from field.read_encounters(namespace, visit) r);
  insert into field.encounter (
    id, organisation_id, visit_id, service_date, place_kind, language, needs, orientation, living_district, previous_district
  )
  select r.own_id, caller.organisation_id, visit_id, round.service_date, r.place_kind, r.language, r.needs, r.orientation,
    r.living_district, r.previous_district
  from field.read_encounters(namespace, visit) r
  on conflict (id) do update set
    service_date = excluded.service_date, place_kind = excluded.place_kind, language = excluded.language,
    needs = excluded.needs, orientation = excluded.orientation, living_district = excluded.living_district,
    previous_district = excluded.previous_district;

  delete from field.contact c using field.encounter e
  where e.id = c.encounter_id and e.visit_id = write_visit.visit_id
    and c.id not in (select r.own_id from field.read_contacts(namespace, visit) r);
  -- A youth who stays in a corrected record keeps their contributor, made by the server.
  insert into field.contact (id, organisation_id, encounter_id, service_date, gender, age_band, first_time, seen_recently)
  select r.own_id, caller.organisation_id, r.encounter_id, round.service_date, r.gender, r.age_band, r.first_time,
    r.seen_recently
  from field.read_contacts(namespace, visit) r
  on conflict (id) do update set
    encounter_id = excluded.encounter_id, service_date = excluded.service_date, gender = excluded.gender,
    age_band = excluded.age_band, first_time = excluded.first_time, seen_recently = excluded.seen_recently;
  perform field.answer_alerts(round, array[visit_id]);
end
$$;
comment on function field.write_visit(org.member, field.round, uuid, jsonb) is
  'Stores a checked visit of a phone with its encounters and contacts, or puts it in the place of its earlier revision.';
revoke all on function field.write_visit(org.member, field.round, uuid, jsonb) from public;

-- logic: rounds/change-round-status.fn.sql
create or replace function field.change_round_status(
  caller org.member, round field.round, status field.round_status, action text, reject_code text default null
)
returns jsonb
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  update field.round r
  set status = change_round_status.status, reject_code = change_round_status.reject_code, version = r.version + 1,
    changed_by = caller.id, changed_at = release.now()
  where r.id = round.id;
  if status = 'done' and round.status not in ('done', 'validated') then
    -- Records count from now: received before, they would be lost to a window that was published meanwhile.
    update field.visit v set received_at = greatest(release.now(), v.received_at) where v.round_id = round.id;
  end if;
  perform audit.write(action, round.id);
  return jsonb_build_object('id', round.id, 'status', status, 'version', round.version + 1);
end
$$;
comment on function field.change_round_status(org.member, field.round, field.round_status, text, text) is
  'Gives a locked round another status, one version more and an audit row; returns id, status and version.';
revoke all on function field.change_round_status(org.member, field.round, field.round_status, text, text) from public;

-- logic: rounds/describe-round.fn.sql
create or replace function field.describe_round(caller org.member, round field.round)
returns jsonb
language sql stable security invoker
set search_path = ''
as $$
  select jsonb_build_object(
    'id', round.id, 'version', round.version, 'team_id', round.team_id, 'sector_id', round.sector_id,
    'date', round.service_date, 'slot', round.slot, 'mode', round.mode, 'status', round.status,
    'reject_code', round.reject_code, 'start', round.start_cell, 'end', coalesce(round.end_cell, round.start_cell),
    'minutes', coalesce(round.planned_minutes, 180),
    'leaves_at', coalesce(round.leaves_at, 360 * array_position(enum_range(null::field.slot), round.slot)),
    'max_stops', round.max_stops, 'template_id', round.template_id, 'safety', to_jsonb(round.safety),
    'lead', round.lead_member,
    'members', coalesce((
      select jsonb_agg(m.member_id order by m.member_id) from field.round_member m where m.round_id = round.id
    ), '[]'),
    'changed_by', round.changed_by, 'changed_at', round.changed_at,
    'late_records', round.late_records_at is not null, 'unplanned', round.unplanned,
    'stops', field.describe_stops(caller, round)
  )
$$;
comment on function field.describe_round(org.member, field.round) is
  'A round as the calendar shows it: who, when, how, where. Nothing of what was met.';
revoke all on function field.describe_round(org.member, field.round) from public;

-- logic: rounds/write-debrief.fn.sql
create or replace function field.write_debrief(caller org.member, round field.round, visits jsonb)
returns integer
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  recorder uuid := field.account_recorder(caller);
  taken uuid[];
begin
  with taken_visits as (
    insert into field.visit (
      id, organisation_id, round_id, recorder_id, cell, service_date, slot, minutes, outcome, site_id, at_living_site,
      stop_id, received_at
    )
    select field.own_id(field.account_namespace(caller), d.id), round.organisation_id, round.id, recorder, d.cell,
      round.service_date, round.slot, d.minutes, d.outcome, d.site_id, d.site_id is not null,
      d.stop_id, release.now()
    from field.read_debrief(round.id, visits) d
    -- A visit sent before, and a stop that somebody else of the round has written already, change nothing.
    on conflict do nothing
    returning id
  )
  select coalesce(array_agg(t.id), '{}') into taken from taken_visits t;
  perform field.answer_alerts(round, taken);
  return cardinality(taken);
end
$$;
comment on function field.write_debrief(org.member, field.round, jsonb) is
  'Stores the visits of a debrief exactly once and returns how many were new; an alert at a stop that was reached is answered by it.';
revoke all on function field.write_debrief(org.member, field.round, jsonb) from public;

