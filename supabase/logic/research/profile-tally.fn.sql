create or replace function release.profile_tally(published release.window)
returns table (weekday smallint, slot field.slot, n bigint)
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  unit release.unit := (select p.unit from release.policy p where p.id = published.policy_id);
begin
  return query
  select extract(isodow from v.service_date)::smallint, f.slot, count(*)
  from release.counted_visits(published.organisation_id, null, published.starts_on, published.ends_on, '{}', published.published_at) v
  join field.visit f on f.id = v.visit_id
  join field.encounter e on e.visit_id = v.visit_id
    and e.organisation_id = published.organisation_id and e.service_date between published.starts_on and published.ends_on
  join field.contact c on c.encounter_id = e.id
    and c.organisation_id = published.organisation_id and c.service_date between published.starts_on and published.ends_on
  left join release.copies(
    published.organisation_id, null, published.starts_on, published.starts_on, published.ends_on, published.published_at
  ) k on k.encounter_id = e.id
  where k.encounter_id is null and e.place_kind <> 'living'
    and (not c.seen_recently or unit = 'every_contact')
  group by 1, 2;
end
$$;
comment on function release.profile_tally(release.window) is
  'True contributions of a quarter by day of the week (of the service date) and slot of their visit. A contribution is one contact of one visit, so it adds one to one of 28 cells and no more: this is what bounds it.';
revoke all on function release.profile_tally(release.window) from public;
