create or replace function release.tally(published release.window, unit release.unit, secret bytea)
returns table (
  leaf_id integer, breakdown release.breakdown, category text,
  n bigint, without_busiest bigint, without_two bigint, key_sum numeric
)
language sql stable security invoker
set search_path = ''
as $$
  -- Recorders from the busiest on; what does not count yet (recorder null) comes last, however much it is.
  with ranked as (
    select s.*, row_number() over (
      partition by s.leaf_id, s.breakdown, s.category order by s.recorder is null, s.n desc
    ) as rank
    from release.slices(published, unit, secret) s
  )
  select r.leaf_id, r.breakdown, r.category, sum(r.n)::bigint,
    coalesce(sum(r.n) filter (where r.recorder is not null and r.rank > 1), 0)::bigint,
    coalesce(sum(r.n) filter (where r.recorder is not null and r.rank > 2), 0)::bigint,
    sum(r.key_sum)
  from ranked r
  group by r.leaf_id, r.breakdown, r.category
$$;
comment on function release.tally(release.window, release.unit, bytea) is
  'True counts of a window by leaf and category: all, without the busiest recorder, without the two busiest, and the sum of record keys. Recorders that do not count yet are left out with the busiest.';
revoke all on function release.tally(release.window, release.unit, bytea) from public;
