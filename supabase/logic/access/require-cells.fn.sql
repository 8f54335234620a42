create or replace function org.require_cells(cells integer[])
returns void
language plpgsql immutable security invoker
set search_path = ''
as $$
begin
  if cells is null or coalesce(array_ndims(cells), 0) > 1 or array_position(cells, null) is not null
    or cardinality(cells) = 0 then
    perform org.refuse('RP001', 'cells is a list of cell numbers.');
  end if;
  if cardinality(cells) > 20000 then
    perform org.refuse('RP007', 'A sector has at most 20000 cells.');
  end if;
  if exists (select from unnest(cells) c where c not between 0 and 99999999) then
    perform org.refuse('RP005', 'A cell lies outside the grid.');
  end if;
end
$$;
comment on function org.require_cells(integer[]) is
  'Raises unless this is a list of 1 to 20,000 cells of the grid: RP001, RP007 or RP005.';
revoke all on function org.require_cells(integer[]) from public;
