create or replace function field.carried_cells(organisation uuid, team uuid, monday date)
returns setof integer
language sql stable strict security invoker rows 20
set search_path = ''
as $$
  select distinct s.cell
  from field.round r join field.stop s on s.round_id = r.id
  where r.organisation_id = carried_cells.organisation and r.team_id = carried_cells.team
    and r.service_date between monday - 7 and monday - 1
    -- Stops at living sites too: left out, they would be told by it.
    and r.status in ('running', 'done', 'validated')
    and not exists (
      select from field.visit v
      where v.organisation_id = r.organisation_id and v.service_date between monday - 7 and monday - 1
        and v.cell = s.cell and v.outcome is distinct from 'not_reached'
    )
  order by s.cell
$$;
comment on function field.carried_cells(uuid, uuid, date) is
  'Cells that a team set out for in the week before and that nobody reached: wanted in this week''s rounds.';
revoke all on function field.carried_cells(uuid, uuid, date) from public;
