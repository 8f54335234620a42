create or replace function field.write_rounds(caller org.member, rounds jsonb)
returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  insert into field.round as known (
    id, organisation_id, team_id, service_date, slot, lead_member, mode, sector_id, planned_minutes, status,
    start_cell, end_cell, leaves_at, max_stops, safety, template_id, changed_by, changed_at
  )
  select p.id, caller.organisation_id, caller.team_id, p.service_date, p.slot, p.lead_member, p.mode, p.sector_id,
    p.planned_minutes, p.status, p.start_cell, p.end_cell, p.leaves_at, p.max_stops, p.safety, p.template_id,
    caller.id, release.now()
  from field.read_round_plans(rounds) p
  on conflict (id) do update set
    service_date = excluded.service_date, slot = excluded.slot, lead_member = excluded.lead_member,
    mode = excluded.mode, sector_id = excluded.sector_id, planned_minutes = excluded.planned_minutes,
    status = excluded.status, start_cell = excluded.start_cell, end_cell = excluded.end_cell,
    leaves_at = excluded.leaves_at, max_stops = excluded.max_stops, safety = excluded.safety,
    changed_by = excluded.changed_by, changed_at = excluded.changed_at, version = known.version + 1;

  delete from field.round_member m
  using field.read_round_plans(rounds) p
  where m.round_id = p.id and m.member_id <> all (p.members);

  insert into field.round_member (round_id, member_id)
  select p.id, m from field.read_round_plans(rounds) p cross join unnest(p.members) m
  on conflict do nothing;
end
$$;
comment on function field.write_rounds(org.member, jsonb) is
  'Writes rounds that were checked, with their people; each gets one version more. The caller''s team has them.';
revoke all on function field.write_rounds(org.member, jsonb) from public;
