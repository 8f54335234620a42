create or replace function api.allow_cells(monday date, cells integer[], round uuid default null)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
begin
  perform field.require_forbidding(caller, monday, cells, round);
  delete from field.forbidden_cell f
  where f.team_id = caller.team_id and f.monday = allow_cells.monday and f.cell = any (cells)
    and f.round_id is not distinct from allow_cells.round;
  perform audit.write('cells_allowed', round, jsonb_build_object('cells', cardinality(cells)));
  return jsonb_build_object('monday', monday);
end
$$;
comment on function api.allow_cells(date, integer[], uuid) is 'Leads: takes back what forbid_cells forbade.';
revoke all on function api.allow_cells(date, integer[], uuid) from public;
grant execute on function api.allow_cells(date, integer[], uuid) to authenticated;
