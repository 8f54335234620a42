create or replace function field.slot_histories(organisation uuid, today date)
returns table (cell integer, slot field.slot, visits integer, met integer, misses integer, weight float8, met_weight float8)
-- plpgsql: its statement is planned with the dates known, so that 90 days alone are scanned.
language plpgsql stable security invoker rows 5000
set enable_nestloop = off
set jit = off
set search_path = ''
as $$
#variable_conflict use_column
declare
  t record;
begin
  select * into t from field.chance_tuning();
  return query
  select v.cell, v.slot, count(*)::integer, (count(*) filter (where v.met))::integer,
    (count(*) filter (where not v.met and v.age < coalesce(v.last_met, 1000)))::integer,
    sum(v.weight), sum(case when v.met then v.weight else 0 end)
  from (
    select k.cell, k.slot, k.age, k.met, min(case when k.met then k.age end) over (partition by k.cell, k.slot) as last_met,
      case when k.age <= t.memory_days then power(2::float8, -k.age / t.half_life_days) else 0 end as weight
    from (
      -- 90 days for the occupancy model; the chance itself remembers 8 weeks of them.
      select n.cell, n.slot, slot_histories.today - n.service_date as age, n.outcome <> 'nobody' as met
      from field.visit n
      join field.round r on r.id = n.round_id and r.status in ('done', 'validated')
        and r.organisation_id = slot_histories.organisation
        and r.service_date between slot_histories.today - 90 and slot_histories.today
      where n.organisation_id = slot_histories.organisation
        and n.service_date between slot_histories.today - 90 and slot_histories.today
        and n.site_id is null and not n.at_living_site and n.outcome in ('met', 'seen_avoided', 'nobody')
    ) k
  ) v
  group by v.cell, v.slot;
end
$$;
comment on function field.slot_histories(uuid, date) is
  'An organisation''s visits of 90 days by cell and slot (complete ones of done rounds, living sites excepted; seen_avoided is a meeting): how many, how many met, how many in a row since then did not; and their weights, halved every 4 weeks, over 8 weeks.';
revoke all on function field.slot_histories(uuid, date) from public;
