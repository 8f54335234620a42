create or replace function api.coverage(sector uuid default null, slot text default null)
returns json
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead');
begin
  return (
    -- json, not jsonb: the columns go out as they are, and are not taken apart into numbers and put together again.
    select json_build_object(
      'cell', coalesce(json_agg(c.cell_step), '[]'), 'slot', coalesce(json_agg(c.slot), '[]'),
      'state', coalesce(json_agg(c.state), '[]'), 'days', coalesce(json_agg(c.days), '[]'),
      'target_days', coalesce(json_agg(c.target_days), '[]')
    )
    from (
      -- Sorted once: an aggregate with an order of its own sorts anew for each column.
      select k.*, k.cell - lag(k.cell, 1, 0) over (order by k.cell, k.slot) as cell_step
      from field.coverage_of(caller, coverage.sector, coverage.slot) k
      order by k.cell, k.slot
    ) c
  );
end
$$;
comment on function api.coverage(uuid, text) is
  'Where teams went in 26 weeks, by cell and slot: educators their team, leads the organisation. Columns of equal length; cell holds differences; target_days is the interval aimed at. Unknown sectors and slots answer empty columns.';
revoke all on function api.coverage(uuid, text) from public;
grant execute on function api.coverage(uuid, text) to authenticated;
