create or replace function api.sectors()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead', 'admin');
begin
  return jsonb_build_object('sectors', coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', s.id, 'name', s.name, 'team_id', s.team_id,
      'target_days', s.target_days, 'min_leaf_km', s.min_leaf_km, 'explore_percent', s.explore_percent,
      'slot_days', (
        select coalesce(jsonb_object_agg(t.slot, t.target_days), '{}')
        from org.sector_slot_target t where t.sector_id = s.id
      ),
      'cells', (select coalesce(jsonb_agg(c.cell order by c.cell), '[]') from org.sector_cell c where c.sector_id = s.id)
    ) order by s.name, s.id)
    from org.sector s
    where s.organisation_id = caller.organisation_id
  ), '[]'));
end
$$;
comment on function api.sectors() is 'Leads and admins: the organisation''s sectors with their cells, ascending.';
revoke all on function api.sectors() from public;
grant execute on function api.sectors() to authenticated;
