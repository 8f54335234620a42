create or replace function field.occupancy_of(organisation uuid, today date)
returns table (presence float8, detection float8, fallback boolean)
language sql stable security invoker rows 1
set search_path = ''
as $$
  with history as materialized (
    select h.visits, h.met from field.slot_histories(organisation, today) h
  ),
  missed as (
    select h.visits, count(*)::integer as places from history h where h.met = 0 group by h.visits
  )
  select f.presence, f.detection, f.fallback
  from field.fit_occupancy(
    (select count(*)::integer from history h where h.visits > 1),
    (select count(*)::integer from history h where h.met > 0),
    (select coalesce(sum(h.met), 0)::integer from history h),
    (select coalesce(sum(h.visits), 0)::integer from history h where h.met > 0),
    (select coalesce(array_agg(m.visits order by m.visits), '{}') from missed m),
    (select coalesce(array_agg(m.places order by m.visits), '{}') from missed m)
  ) f
$$;
comment on function field.occupancy_of(uuid, date) is
  'Presence and detection fitted to an organisation''s own visits of 90 days, or the fallback (planning.md).';
revoke all on function field.occupancy_of(uuid, date) from public;
