create or replace function field.slot_histories(organisation uuid, today date)
returns table (cell integer, slot field.slot, visits integer, met integer, misses integer, weight float8, met_weight float8)
language sql stable security invoker rows 2000
set search_path = ''
as $$
  select v.cell, v.slot, count(*)::integer, (count(*) filter (where v.met))::integer,
    (count(*) filter (where not v.met and v.age < coalesce(v.last_met, 1000)))::integer,
    coalesce(sum(power(2::float8, -v.age / t.half_life_days)) filter (where v.age <= t.memory_days), 0),
    coalesce(sum(power(2::float8, -v.age / t.half_life_days)) filter (where v.met and v.age <= t.memory_days), 0)
  from (
    select r.*, min(r.age) filter (where r.met) over (partition by r.cell, r.slot) as last_met
    from field.remembered_visits(organisation, today) r
  ) v
  cross join field.chance_tuning() t
  group by v.cell, v.slot
$$;
comment on function field.slot_histories(uuid, date) is
  'Remembered visits by cell and slot: how many, how many met, how many in a row since then did not; and their weights, halved every 4 weeks, over 8 weeks.';
revoke all on function field.slot_histories(uuid, date) from public;
