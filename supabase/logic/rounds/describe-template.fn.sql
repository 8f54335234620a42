create or replace function field.describe_template(template field.round_template)
returns jsonb
language sql stable security invoker
set search_path = ''
as $$
  select jsonb_build_object(
    'id', template.id, 'version', template.version, 'sector_id', template.sector_id, 'weekday', template.weekday,
    'slot', template.slot, 'mode', template.mode, 'start', template.start_cell, 'end', template.end_cell,
    'minutes', template.planned_minutes, 'leaves_at', template.leaves_at, 'max_stops', template.max_stops,
    'safety', to_jsonb(template.safety), 'lead', template.lead_member,
    'members', coalesce((
      select jsonb_agg(m.member_id order by m.member_id) from field.template_member m where m.template_id = template.id
    ), '[]')
  )
$$;
comment on function field.describe_template(field.round_template) is 'A round that repeats weekly; weekday 1 is Monday.';
revoke all on function field.describe_template(field.round_template) from public;
