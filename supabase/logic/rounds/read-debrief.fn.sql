create or replace function field.read_debrief(round uuid, visits jsonb)
returns table (id uuid, stop_id uuid, cell integer, site_id uuid, minutes integer, outcome field.visit_outcome, is_good boolean)
language sql stable security invoker
set search_path = ''
as $$
  select g.id, s.id, coalesce(s.cell, g.cell), s.site_id, g.minutes, g.outcome,
    g.id is not null and g.outcome is not null
      and (g.sent_minutes is null or coalesce(g.minutes between 0 and 1440, false))
      and case when g.sent_stop is null then g.cell is not null else s.id is not null end
  from (
    select field.json_uuid(v -> 'id') as id, v ->> 'stop' as sent_stop, field.json_uuid(v -> 'stop') as stop,
      field.json_integer(v -> 'cell') as cell, v ->> 'minutes' as sent_minutes, field.json_integer(v -> 'minutes') as minutes,
      case when v ->> 'outcome' = any (enum_range(null::field.visit_outcome)::text[])
        then (v ->> 'outcome')::field.visit_outcome end as outcome
    from jsonb_array_elements(visits) v
  ) g
  left join field.stop s on s.id = g.stop and s.round_id = read_debrief.round
$$;
comment on function field.read_debrief(uuid, jsonb) is
  'Reads the visits of a debrief: each at a stop of the round or in a cell of its own. Never raises.';
revoke all on function field.read_debrief(uuid, jsonb) from public;
