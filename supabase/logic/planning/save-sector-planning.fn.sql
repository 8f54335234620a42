create or replace function api.save_sector_planning(sector uuid, slot_days jsonb, explore_percent integer)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead', 'admin');
begin
  if (jsonb_typeof(slot_days) = 'object') is distinct from true or exists (
    select from jsonb_each(slot_days) d
    where d.key <> all (enum_range(null::field.slot)::text[])
      or d.value::text !~ '^([1-9][0-9]?|[12][0-9]{2}|3[0-5][0-9]|36[0-5])$'
  ) then
    perform org.refuse('RP001', 'slot_days holds 1 to 365 days by slot; slots without a number take the sector''s interval.');
  end if;
  if explore_percent is null or explore_percent not between 0 and 100 then
    perform org.refuse('RP001', 'explore_percent is 0 to 100.');
  end if;
  perform org.require_sector(caller, sector);
  delete from org.sector_slot_target t where t.sector_id = sector;
  insert into org.sector_slot_target (sector_id, slot, target_days)
  select sector, d.key::field.slot, d.value::text::integer from jsonb_each(slot_days) d;
  update org.sector s set explore_percent = save_sector_planning.explore_percent where s.id = sector;
  perform audit.write('sector_planning_saved', sector);
  return jsonb_build_object('id', sector);
end
$$;
comment on function api.save_sector_planning(uuid, jsonb, integer) is
  'Admins, and leads for their own team: target intervals of a sector by slot ({"night": 7}; other slots take the sector''s) and the part of planned minutes that goes to cells never visited.';
revoke all on function api.save_sector_planning(uuid, jsonb, integer) from public;
grant execute on function api.save_sector_planning(uuid, jsonb, integer) to authenticated;
