create or replace function api.open_sites(district integer)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  today date := (select release.today(o.time_zone) from org.organisation o where o.id = caller.organisation_id);
  before integer;
  room integer;
  found_ones uuid[];
  shown uuid[];
begin
  perform org.require_second_factor();
  if (district between 0 and 99999999 and district = grid.square_of(district, 8)) is distinct from true then
    perform org.refuse('RP001', 'district is an 8 km square, named by its lower-left cell.');
  end if;
  before := audit.require_site_openings(caller, 0, 20);
  found_ones := field.sites_of(caller.organisation_id, district);
  if before = 0 then
    -- Also where there is none: that would tell something too.
    perform org.refuse('RP007', 'This account has no site left to open today.');
  end if;
  shown := found_ones[1:before];
  room := audit.require_site_openings(caller, cardinality(shown), 20);
  perform audit.write('sites_opened', null, jsonb_build_object('sites', cardinality(shown)));
  return jsonb_build_object(
    'today', today, 'left', room, 'hidden', cardinality(found_ones) - cardinality(shown),
    'sites', coalesce((
      select jsonb_agg(field.describe_site(s, today) order by array_position(shown, s.id))
      from field.site s where s.id = any (shown)
    ), '[]')
  );
end
$$;
comment on function api.open_sites(integer) is
  'Leads, with a fresh code: the living sites of one 8 km district, due ones first, as far as the 20 a day of an account reach (RP007 with none left); hidden says how many were not shown. Each opening is audited.';
revoke all on function api.open_sites(integer) from public;
grant execute on function api.open_sites(integer) to authenticated;
