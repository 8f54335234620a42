create or replace function api.forbid_cells(monday date, cells integer[], round uuid default null)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
begin
  perform field.require_forbidding(caller, monday, cells, round);
  insert into field.forbidden_cell (organisation_id, team_id, monday, cell, round_id)
  select distinct caller.organisation_id, caller.team_id, forbid_cells.monday, c, forbid_cells.round
  from unnest(cells) c
  on conflict do nothing;
  perform audit.write('cells_forbidden', round, jsonb_build_object('cells', cardinality(cells)));
  return jsonb_build_object('monday', monday);
end
$$;
comment on function api.forbid_cells(date, integer[], uuid) is
  'Leads: cells that their own team''s rounds of a week (or one of them) may not visit. Adding what is there changes nothing, so two leads never overwrite one another.';
revoke all on function api.forbid_cells(date, integer[], uuid) from public;
grant execute on function api.forbid_cells(date, integer[], uuid) to authenticated;
