create or replace function org.require_narrow(organisation uuid)
returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  -- Each 8 km square of the territory costs a learned season 85 draws of noise: 594 squares 4 s, 1,800 squares 9 s in
  -- PGlite on a busy desk. 600 hold all of Île-de-France twice, with the ring around it.
  if (
    select count(*) from release.territory(array(
      select distinct c.cell from org.sector s join org.sector_cell c on c.sector_id = s.id
      where s.organisation_id = require_narrow.organisation
    ))
  ) > 600 then
    perform org.refuse('RP007', 'The sectors touch more than 600 squares of 8 km, with those around them.');
  end if;
end
$$;
comment on function org.require_narrow(uuid) is
  'Raises RP007 where an organisation''s sectors together touch more than 600 squares of 8 km, one ring around them included: drawing a season costs time for each.';
revoke all on function org.require_narrow(uuid) from public;
