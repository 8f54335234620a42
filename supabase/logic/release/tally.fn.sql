create or replace function release.tally(published release.window, unit release.unit, secret bytea)
returns table (
  leaf_id integer, breakdown release.breakdown, category text,
  n bigint, without_busiest bigint, without_two bigint, without_largest bigint, key_sum numeric
)
language sql stable security invoker
set search_path = ''
as $$
  with slice as materialized (
    select s.* from release.slices(published, unit, secret) s
  ),
  -- Recorders from the busiest on; what does not count yet (recorder null) comes last, however much it is.
  by_recorder as (
    select s.leaf_id, s.breakdown, s.category, s.recorder, sum(s.n) as n, sum(s.key_sum) as key_sum,
      row_number() over (
        partition by s.leaf_id, s.breakdown, s.category order by s.recorder is null, sum(s.n) desc
      ) as rank
    from slice s group by s.leaf_id, s.breakdown, s.category, s.recorder
  ),
  largest as (
    select e.leaf_id, e.breakdown, e.category, max(e.n) as n
    from (
      select s.leaf_id, s.breakdown, s.category, sum(s.n) as n
      from slice s group by s.leaf_id, s.breakdown, s.category, s.encounter_id
    ) e
    group by e.leaf_id, e.breakdown, e.category
  )
  select r.leaf_id, r.breakdown, r.category, sum(r.n)::bigint,
    coalesce(sum(r.n) filter (where r.recorder is not null and r.rank > 1), 0)::bigint,
    coalesce(sum(r.n) filter (where r.recorder is not null and r.rank > 2), 0)::bigint,
    (sum(r.n) - min(g.n))::bigint, sum(r.key_sum)
  from by_recorder r
  join largest g on g.leaf_id = r.leaf_id and g.breakdown = r.breakdown and g.category = r.category
  group by r.leaf_id, r.breakdown, r.category
$$;
comment on function release.tally(release.window, release.unit, bytea) is
  'True counts of a window by leaf and category: all, without the busiest recorder, without the two busiest, without the largest encounter, and the sum of record keys. Recorders that do not count yet are left out with the busiest.';
revoke all on function release.tally(release.window, release.unit, bytea) from public;
