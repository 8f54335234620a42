create or replace function field.sites_of(organisation uuid, district integer)
returns uuid[]
language sql stable security invoker
set search_path = ''
as $$
  select coalesce(array_agg(s.id order by s.state <> 'active', s.visited_on nulls first, s.code), '{}')
  from (
    select k.id, k.state, k.code, field.site_visited_on(k.id) as visited_on from field.site k
    where k.organisation_id = sites_of.organisation and k.cell is not null and k.archived_at is null
      and grid.square_of(k.cell, 8) = district
  ) s
$$;
comment on function field.sites_of(uuid, integer) is
  'Living sites of a district that are in the register: active ones first, those that waited longest for a visit before the others.';
revoke all on function field.sites_of(uuid, integer) from public;
