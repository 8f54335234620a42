create or replace function grid.ensure(srid integer, offset_e_km integer default 0, offset_n_km integer default 0)
returns integer
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  known text;
  definition integer;
begin
  if ensure.offset_e_km not between -9999 and 9999 or ensure.offset_n_km not between -9999 and 9999 then
    perform org.refuse('RP001', 'The offsets of a grid are -9999 to 9999 km.');
  end if;
  select btrim(s.proj4text) into known from extensions.spatial_ref_sys s where s.srid = ensure.srid;
  -- Kilometres are cut from metres: a CRS in degrees or feet would cut them elsewhere.
  if known is null or known !~ '\+units=m( |$)' or known ~ '\+proj=(longlat|geocent)' then
    perform org.refuse('RP001', 'srid names a projected CRS in metres.');
  end if;
  insert into grid.definition as d (srid, offset_e_km, offset_n_km, proj4)
  values (ensure.srid, ensure.offset_e_km, ensure.offset_n_km, known)
  -- An update that changes nothing, so that a known grid is returned too. Its words stay: cells were cut with them.
  on conflict on constraint definition_srid_offset_e_km_offset_n_km_key do update set srid = excluded.srid
  returning d.id into definition;
  return definition;
end
$$;
comment on function grid.ensure(integer, integer, integer) is
  'Id of the grid of 1 km squares in a projected CRS in metres, made when first needed; RP001 for another CRS.';
revoke all on function grid.ensure(integer, integer, integer) from public;
