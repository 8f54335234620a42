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
