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
