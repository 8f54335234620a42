create or replace function field.require_round_plans(rounds jsonb, today date)
returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if (jsonb_typeof(rounds) = 'array') is distinct from true or jsonb_array_length(rounds) = 0 then
    perform org.refuse('RP001', 'rounds is a list of rounds.');
  end if;
  if jsonb_array_length(rounds) > 60
    or exists (select from jsonb_array_elements(rounds) r where jsonb_typeof(r) <> 'object') then
    perform org.refuse('RP007', 'Send at most 60 rounds, each an object.');
  end if;
  if exists (
    select from field.read_round_plans(rounds) p
    where p.id is null or p.version is null or p.service_date is null or p.slot is null or p.mode is null
      or p.status is null or p.start_cell is null or p.end_cell is null or p.planned_minutes is null
      or p.planned_minutes not between 1 and 1440 or p.leaves_at is null
      or p.leaves_at / 360 is distinct from array_position(enum_range(null::field.slot), p.slot)
      or p.service_date not between today - 28 and today + 371
      or p.safety is null or not p.safety <@ field.safety_codes()
      or p.members is null or array_position(p.members, null) is not null or p.stops is null
  ) or (select count(distinct p.id) <> count(*) from field.read_round_plans(rounds) p) then
    perform org.refuse('RP001', 'A round lacks something, or has it in another form than the calendar sends.');
  end if;
  if exists (
    select from field.read_round_plans(rounds) p where jsonb_array_length(p.stops) > 60 or cardinality(p.members) > 12
  ) then
    perform org.refuse('RP007', 'A round has at most 60 stops and 12 people.');
  end if;
  if exists (
    select from field.read_stops(rounds) s
    where s.id is null or s.cell is null or s.pinned is null or s.minutes is null or s.minutes not between 1 and 600
  ) or (select count(distinct s.id) <> count(*) from field.read_stops(rounds) s) then
    perform org.refuse('RP001', 'A stop lacks something, or stands in two places.');
  end if;
end
$$;
comment on function field.require_round_plans(jsonb, date) is
  'Raises RP001 or RP007 unless these are rounds as a calendar sends them: 60 at most, dated from 4 weeks ago to 53 weeks ahead.';
revoke all on function field.require_round_plans(jsonb, date) from public;
