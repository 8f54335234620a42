create or replace function field.write_stops(caller org.member, rounds jsonb)
returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  -- What a stop is for stays with it when it moves, also to another round: calendars do not know it.
  purposes jsonb := (
    select coalesce(jsonb_object_agg(s.id::text || '/' || s.cell, jsonb_build_object('site', s.site_id, 'alert', s.alert_id)), '{}')
    from field.stop s
    where s.round_id in (select p.id from field.read_round_plans(rounds) p)
      and (s.site_id is not null or s.alert_id is not null)
  );
  written integer;
begin
  delete from field.stop s where s.round_id in (select p.id from field.read_round_plans(rounds) p);
  insert into field.stop (id, round_id, position, cell, site_id, alert_id, planned_minutes, pinned)
  select g.id, g.round_id, g.place, g.cell,
    coalesce(g.site_id, field.json_uuid(purposes -> (g.id::text || '/' || g.cell) -> 'site')),
    coalesce(
      g.alert_id, field.json_uuid(purposes -> (g.id::text || '/' || g.cell) -> 'alert'),
      -- A stop where a tip waits answers it, whoever thought of it.
      (
        select a.id from field.alert a
        where a.organisation_id = caller.organisation_id and a.cell = g.cell and a.outcome is null
          and (a.slot is null or a.slot = r.slot)
        order by a.due_on, a.id limit 1
      )
    ),
    -- One length for all: who wrote 60 for sites and 25 elsewhere would tell the team's other leads which are sites.
    field.stop_minutes(), g.pinned
  from field.read_stops(rounds) g join field.round r on r.id = g.round_id
  on conflict (id) do nothing;
  get diagnostics written = row_count;
  if written <> (select count(*) from field.read_stops(rounds)) then
    perform org.refuse('RP004', 'A stop stands in another round already. Nothing was saved.');
  end if;
end
$$;
comment on function field.write_stops(org.member, jsonb) is
  'Writes the stops of rounds that were checked, in their order; sites and alerts that they were for stay with them, and all have one length. RP004 where a stop stands in a round that is not saved with them.';
revoke all on function field.write_stops(org.member, jsonb) from public;
