create or replace function org.describe_organisation(organisation uuid)
returns jsonb
language sql stable strict security invoker
set search_path = ''
as $$
  select jsonb_build_object(
    'id', o.id, 'name', o.name, 'time_zone', o.time_zone, 'fictitious', o.fictitious,
    'today', release.today(o.time_zone),
    'grid', jsonb_build_object(
      'srid', g.srid, 'offset_e_km', g.offset_e_km, 'offset_n_km', g.offset_n_km, 'proj4', g.proj4
    )
  )
  from org.organisation o join grid.definition g on g.id = o.grid_id
  where o.id = organisation
$$;
comment on function org.describe_organisation(uuid) is
  'An organisation as its members see it: name, day of the service clock, and the grid their devices snap with.';
revoke all on function org.describe_organisation(uuid) from public;
