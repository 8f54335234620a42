create or replace function release.tally(published release.window, unit release.unit, secret bytea)
returns table (
  leaf_id integer, breakdown release.breakdown, category text,
  n bigint, without_busiest bigint, without_two bigint, key_sum numeric
)
language sql stable security invoker
set search_path = ''
as $$
  -- Nobody knows whether a value of one file's recorder column is the person behind a value of another, or behind an
  -- account. So the busiest of each file and the busiest account are taken for one person, the second for another,
  -- and so on: no true matching leaves fewer contributions to the others.
  with ranked as (
    select s.*, row_number() over (
      partition by s.leaf_id, s.breakdown, s.category, s.recorder is null, k.batch_id order by s.n desc
    ) as rank
    from release.slices(published, unit, secret) s
    left join field.recorder k on k.id = s.recorder
  )
  -- What does not count yet (recorder null) is left out whole, however much it is.
  select r.leaf_id, r.breakdown, r.category, sum(r.n)::bigint,
    coalesce(sum(r.n) filter (where r.recorder is not null and r.rank > 1), 0)::bigint,
    coalesce(sum(r.n) filter (where r.recorder is not null and r.rank > 2), 0)::bigint,
    sum(r.key_sum)
  from ranked r
  group by r.leaf_id, r.breakdown, r.category
$$;
comment on function release.tally(release.window, release.unit, bytea) is
  'True counts of a window by leaf and category: all, without the busiest recorder, without the two busiest, and the sum of record keys. Recorders of different files are matched from the busiest on; those that do not count yet are left out with the busiest.';
revoke all on function release.tally(release.window, release.unit, bytea) from public;
