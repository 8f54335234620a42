create or replace function field.sector_targets(organisation uuid, team uuid, sector uuid)
returns table (cell integer, slot field.slot, target_days integer)
language sql stable security invoker rows 8000
set search_path = ''
as $$
  -- A cell of several sectors takes the most demanding interval.
  select c.cell, t.slot, min(coalesce(own.target_days, s.target_days))
  from org.sector s
  join org.sector_cell c on c.sector_id = s.id
  cross join unnest(enum_range(null::field.slot)) as t (slot)
  left join org.sector_slot_target own on own.sector_id = s.id and own.slot = t.slot
  where s.organisation_id = sector_targets.organisation
    and (sector_targets.team is null or s.team_id = sector_targets.team)
    and (sector_targets.sector is null or s.id = sector_targets.sector)
  group by c.cell, t.slot
$$;
comment on function field.sector_targets(uuid, uuid, uuid) is
  'Target interval in days of every cell and slot of an organisation''s sectors: of one team, or one sector, where these are given.';
revoke all on function field.sector_targets(uuid, uuid, uuid) from public;
