-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

-- logic: clock/moment.fn.sql
create or replace function release.moment(organisation uuid)
returns timestamptz
language sql volatile security invoker
set search_path = ''
as $$
  -- A clock that was set back would date a record before a publication that never saw it, and the record would join no
  -- window, ever: time stands still, one millisecond after the newest publication, until the clock has caught up.
  select greatest(release.now(), (
    select max(w.published_at) + interval '1 millisecond' from release.window w where w.organisation_id = moment.organisation
  ))
$$;
comment on function release.moment(uuid) is
  'The service clock for what an organisation receives and publishes: never earlier than its newest publication, even where the machine''s clock was set back.';
revoke all on function release.moment(uuid) from public;

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
    field.json_integer(visit -> 'revision'), release.moment(caller.organisation_id)
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

-- logic: files/import-batch.fn.sql
create or replace function api.import_batch(
  batch uuid, team uuid, file_digest text, has_recorder_column boolean, rows jsonb, finish boolean
)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  taken_at timestamptz;
  opened field.import_batch;
  taken record;
begin
  perform field.require_import(batch, file_digest, has_recorder_column, rows, finish);
  perform org.require_team(caller.organisation_id, team);
  perform org.require_own_team(caller, team);
  perform pg_advisory_xact_lock_shared(release.lock_key(caller.organisation_id));
  taken_at := release.moment(caller.organisation_id);
  opened := field.open_batch(caller, batch, team, decode(file_digest, 'hex'), has_recorder_column, taken_at);
  select t.* into taken from field.take_import_rows(
    opened, field.account_namespace(caller), field.account_recorder(caller), rows,
    (select release.today(o.time_zone) from org.organisation o where o.id = caller.organisation_id), taken_at
  ) t;
  -- An approval covers the rows that the dpo could ask about; later ones would be a forged column.
  if taken.accepted > 0 and opened.recorder_approved_by is not null then
    perform org.refuse('RP004', 'The recorder column of this batch is decided: import further rows as another file.');
  end if;
  perform field.note_progress(opened, taken.accepted, taken.repeated, finish, taken_at);
  return jsonb_build_object(
    'accepted', taken.accepted, 'repeated', taken.repeated, 'rejected', taken.rejected,
    'done', finish or (opened.finished_at is not null and taken.accepted = 0)
  );
end
$$;
comment on function api.import_batch(uuid, uuid, text, boolean, jsonb, boolean) is
  'Lead, for the own team: takes up to 5,000 rows of a file, in any order and as often as needed; finish ends the batch. Refused rows are answered by index and code, the others stored once.';
revoke all on function api.import_batch(uuid, uuid, text, boolean, jsonb, boolean) from public;
grant execute on function api.import_batch(uuid, uuid, text, boolean, jsonb, boolean) to authenticated;

-- logic: files/remember-gone.fn.sql
create or replace function field.remember_gone(encounters uuid[])
returns void
language sql volatile security invoker
-- A file's rows by their ids: hashed, not looked up one by one.
set enable_nestloop = off
set jit = off
set search_path = ''
as $$
  -- All are one organisation's; asked once, not for each of a file's rows.
  with here as materialized (
    select release.moment(e.organisation_id) as now from field.encounter e where e.id = any (encounters) limit 1
  )
  insert into field.gone_row (
    id, organisation_id, team_id, service_date, owner, file, likeness, file_likeness, received_at, gone_at
  )
  select e.id, e.organisation_id, r.team_id, e.service_date, v.recorder_id, v.batch_id, i.likeness, i.file_likeness,
    v.received_at, greatest((select h.now from here h), v.received_at)
  from unnest(encounters) given (id)
  join field.encounter e on e.id = given.id
  join field.visit v on v.id = e.visit_id
  join field.round r on r.id = v.round_id
  left join field.import_row i on i.id = e.id
  join org.organisation o on o.id = e.organisation_id
  cross join lateral release.rules(release.current_policy(o.id), 'lead') rules
  -- What no publication can have counted is free to come back, and what is too old joins no window anyway.
  where e.service_date >= release.today(o.time_zone) - rules.late_days and v.received_at <= (
    select max(w.published_at) from release.window w
    where w.organisation_id = e.organisation_id and w.layer = 'encounters' and w.ends_on >= e.service_date
      and (w.team_id is null or w.team_id = r.team_id)
  )
  on conflict do nothing
$$;
comment on function field.remember_gone(uuid[]) is
  'Before encounters are removed (undo, erasure): notes those that a published window may have counted and that are young enough to be late, so that they count in no other window when they come back.';
revoke all on function field.remember_gone(uuid[]) from public;

-- logic: release/open-window.fn.sql
create or replace function release.open_window(
  organisation uuid, layer release.layer, starts_on date, ends_on date, published_by uuid
)
returns release.window
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  opened release.window;
begin
  -- Writers hold this lock shared: what arrives later is dated later than this window's publication.
  perform pg_advisory_xact_lock(release.lock_key(organisation));
  insert into release.window
    (organisation_id, season_id, policy_id, tier, layer, starts_on, ends_on, published_at, published_by)
  values (
    organisation, release.season_of(organisation, open_window.starts_on),
    (release.current_policy(organisation)).id, 'lead', open_window.layer,
    open_window.starts_on, open_window.ends_on, release.moment(organisation), open_window.published_by
  )
  returning * into opened;
  perform audit.write(
    'window_published', null, jsonb_build_object('window', opened.id, 'layer', opened.layer), organisation
  );
  return opened;
end
$$;
comment on function release.open_window(uuid, release.layer, date, date, uuid) is
  'The row of a quarter''s window of a layer other than encounters, audited; the same transaction fills it. Such windows are of the whole organisation. RP012 over a published window.';
revoke all on function release.open_window(uuid, release.layer, date, date, uuid) from public;

-- logic: release/publish-window.fn.sql
create or replace function release.publish_window(
  organisation uuid, tier release.tier, team uuid, starts_on date, ends_on date, published_by uuid
)
returns release.window
language plpgsql volatile security invoker
-- Row estimates of functions are guesses; the compiler that large guesses wake up costs more than it saves.
set jit = off
set search_path = ''
as $$
declare
  secret bytea := release.secret();
  policy release.policy := release.current_policy(organisation);
  published release.window;
begin
  -- Writers hold this lock shared: what arrives later is dated later than this window's publication.
  perform pg_advisory_xact_lock(release.lock_key(organisation));
  -- No record is late for so long: what is gone is forgotten.
  delete from field.gone_row g
  where g.organisation_id = publish_window.organisation and g.service_date < publish_window.ends_on - 364;
  insert into release.window (organisation_id, season_id, policy_id, tier, team_id, starts_on, ends_on, published_at, published_by)
  values (
    organisation, release.season_of(organisation, publish_window.starts_on), policy.id, publish_window.tier, team,
    publish_window.starts_on, publish_window.ends_on, release.moment(organisation), publish_window.published_by
  )
  returning * into published;
  insert into release.cell (window_id, breakdown, category, leaf_id, class)
  select published.id, c.breakdown, c.category, c.leaf_id, c.class
  from release.shown_cells(published, policy, secret) c;
  perform audit.write('window_published', team, jsonb_build_object('window', published.id), organisation);
  return published;
end
$$;
comment on function release.publish_window(uuid, release.tier, uuid, date, date, uuid) is
  'Publishes one window for ever: draws its season if it is the first, bounds, perturbs, cuts and stores classes. RP010 without the secret, RP012 over a published window.';
revoke all on function release.publish_window(uuid, release.tier, uuid, date, date, uuid) from public;

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
    update field.visit v set received_at = greatest(release.moment(round.organisation_id), v.received_at) where v.round_id = round.id;
  end if;
  perform audit.write(action, round.id);
  return jsonb_build_object('id', round.id, 'status', status, 'version', round.version + 1);
end
$$;
comment on function field.change_round_status(org.member, field.round, field.round_status, text, text) is
  'Gives a locked round another status, one version more and an audit row; returns id, status and version.';
revoke all on function field.change_round_status(org.member, field.round, field.round_status, text, text) from public;

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
      d.stop_id, release.moment(round.organisation_id)
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

