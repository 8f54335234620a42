create or replace function field.write_template(caller org.member, weekday integer, as_rounds jsonb, seen integer)
returns integer
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  given record;
  saved_version integer;
begin
  select p.* into given from field.read_round_plans(as_rounds) p;
  if given.planned_minutes not between 30 and 720 then
    perform org.refuse('RP001', 'A round that repeats takes 30 to 720 minutes.');
  end if;
  insert into field.round_template as known (
    id, organisation_id, team_id, sector_id, weekday, slot, mode, start_cell, end_cell, planned_minutes, leaves_at,
    max_stops, lead_member, safety
  )
  values (
    given.id, caller.organisation_id, caller.team_id, given.sector_id, weekday, given.slot, given.mode,
    given.start_cell, given.end_cell, given.planned_minutes, given.leaves_at, given.max_stops, given.lead_member,
    given.safety
  )
  on conflict (id) do update set
    sector_id = excluded.sector_id, weekday = excluded.weekday, slot = excluded.slot, mode = excluded.mode,
    start_cell = excluded.start_cell, end_cell = excluded.end_cell, planned_minutes = excluded.planned_minutes,
    leaves_at = excluded.leaves_at, max_stops = excluded.max_stops, lead_member = excluded.lead_member,
    safety = excluded.safety, version = known.version + 1
    where known.version = seen and known.team_id = caller.team_id
  returning known.version into saved_version;
  if saved_version is null then
    perform org.refuse('RP004', 'The template was changed by somebody else. Nothing was saved.');
  end if;
  delete from field.template_member m where m.template_id = given.id;
  insert into field.template_member (template_id, member_id) select given.id, m from unnest(given.members) m;
  return saved_version;
end
$$;
comment on function field.write_template(org.member, integer, jsonb, integer) is
  'Writes a template that was checked, with its people, and returns its version; RP004 unless it is new or still as it was seen.';
revoke all on function field.write_template(org.member, integer, jsonb, integer) from public;
