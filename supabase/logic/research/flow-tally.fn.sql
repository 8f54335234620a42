create or replace function release.flow_tally(published release.window, kind release.flow_origin)
returns table (origin integer, destination integer, n bigint)
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  unit release.unit := (select p.unit from release.policy p where p.id = published.policy_id);
begin
  return query
  select coalesce(d.square, -1), grid.square_of(v.cell, 8), count(*)
  from release.counted_visits(published.organisation_id, null, published.starts_on, published.ends_on, '{}', published.published_at) v
  join field.encounter e on e.visit_id = v.visit_id
    and e.organisation_id = published.organisation_id and e.service_date between published.starts_on and published.ends_on
  join field.contact c on c.encounter_id = e.id
    and c.organisation_id = published.organisation_id and c.service_date between published.starts_on and published.ends_on
  cross join lateral (
    select case kind when 'living' then e.living_district else e.previous_district end as told
  ) f
  left join release.districts_of(published.season_id) d (square) on d.square = grid.square_of(f.told, 8)
  left join release.copies(
    published.organisation_id, null, published.starts_on, published.starts_on, published.ends_on, published.published_at
  ) k on k.encounter_id = e.id
  where k.encounter_id is null and e.place_kind <> 'living' and f.told is not null
    and (not c.seen_recently or unit = 'every_contact')
  group by 1, 2;
end
$$;
comment on function release.flow_tally(release.window, release.flow_origin) is
  'True flows of a quarter: contributions by the 8 km district that they told (where they live, or were before; -1 outside the territory) and the one they were met in. One contribution adds one to one pair at most.';
revoke all on function release.flow_tally(release.window, release.flow_origin) from public;
