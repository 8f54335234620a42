create or replace function api.round_report(round uuid)
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  known field.round;
begin
  select r.* into known from field.round r
  where r.id = round_report.round and r.organisation_id = caller.organisation_id and r.batch_id is null;
  if known.id is null then
    perform org.refuse('RP002', 'There is no such round.');
  end if;
  if known.team_id <> caller.team_id then
    perform org.refuse('42501', 'Leads validate the rounds of their own team.');
  end if;
  return jsonb_build_object(
    'id', known.id, 'status', known.status, 'version', known.version,
    'planned_minutes', coalesce(known.planned_minutes, 180),
    'minutes', (select coalesce(sum(v.minutes), 0) from field.visit v where v.round_id = known.id),
    'stops', coalesce((
      select jsonb_agg(jsonb_build_object('id', s.id, 'cell', s.cell, 'state', case
        when v.id is null then 'missed'
        when v.outcome = 'not_reached' then 'not_reached'
        else 'done'
      end) order by s.position, s.id)
      from field.stop s left join field.visit v on v.stop_id = s.id and v.round_id = s.round_id
      where s.round_id = known.id
    ), '[]'),
    -- Cells alone: minutes of single visits, and visits to sites, would say more than where a team went.
    'extra', coalesce((
      select jsonb_agg(distinct v.cell) from field.visit v
      where v.round_id = known.id and v.stop_id is null and v.site_id is null and not v.at_living_site
        and v.outcome is distinct from 'not_reached'
    ), '[]')
  );
end
$$;
comment on function api.round_report(uuid) is
  'Leads: what a round of their own team did against what was planned: stops, further cells, minutes in all. Never whom it met.';
revoke all on function api.round_report(uuid) from public;
grant execute on function api.round_report(uuid) to authenticated;
