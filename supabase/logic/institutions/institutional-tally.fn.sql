create or replace function release.institutional_tally(organisation uuid, quarter date, secret bytea)
returns table (
  setting text, departement text, n bigint, without_busiest bigint, without_two bigint, key_sum numeric
)
language sql stable security invoker
set search_path = ''
as $$
  with counted as (
    select c.setting, c.departement,
      -- As for visits: a new account vouches for nothing, and the accounts of one person are one.
      o.fictitious or k.counts_from <= field.quarter_end(c.quarter) as vouches, coalesce(k.same_as, k.id) as recorder,
      sum(c.people) as people, sum(release.record_key(secret, c.id) * c.people) as key
    from field.institutional_contact c
    join field.recorder k on k.id = c.recorder_id
    join org.organisation o on o.id = c.organisation_id
    where c.organisation_id = institutional_tally.organisation and c.quarter = institutional_tally.quarter
    group by 1, 2, 3, 4
  ),
  ranked as (
    select c.*, row_number() over (partition by c.setting, c.departement, c.vouches order by c.people desc) as rank
    from counted c
  )
  select r.setting, r.departement, sum(r.people)::bigint,
    coalesce(sum(r.people) filter (where r.vouches and r.rank > 1), 0)::bigint,
    coalesce(sum(r.people) filter (where r.vouches and r.rank > 2), 0)::bigint,
    sum(r.key)
  from ranked r
  group by r.setting, r.departement
$$;
comment on function release.institutional_tally(uuid, date, bytea) is
  'True counts of a quarter by setting and département: all, without the busiest recorder, without the two busiest (who do not count yet are left out with them), and the sum of record keys, each as often as it counts people: another count is another key.';
revoke all on function release.institutional_tally(uuid, date, bytea) from public;
