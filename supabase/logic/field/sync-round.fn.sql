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
