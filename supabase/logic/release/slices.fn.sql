create or replace function release.slices(published release.window, unit release.unit, secret bytea)
returns table (
  leaf_id integer, breakdown release.breakdown, category text, recorder uuid, encounter_id uuid, n bigint, key_sum numeric
)
language sql stable security invoker
set search_path = ''
as $$
  with contribution as materialized (
    select c.* from release.contributions(
      (published).organisation_id, (published).team_id, (published).starts_on, (published).ends_on,
      release.late_visits(published), unit, secret
    ) c
  ),
  bundle as materialized (
    select l.leaf_id, c.recorder, c.encounter_id, c.place_kind, c.age_band, c.gender,
      count(*) as n, sum(c.record_key) as key_sum
    from contribution c
    join release.leaves_at((published).season_id, (select array_agg(k.cell) from contribution k)) l on l.cell = c.cell
    group by 1, 2, 3, 4, 5, 6
  )
  select b.leaf_id, s.breakdown, s.category, b.recorder, b.encounter_id, b.n, b.key_sum
  from bundle b
  cross join lateral (values
    ('total'::release.breakdown, 'all'), ('place_kind', b.place_kind::text),
    ('age_band', b.age_band::text), ('gender', b.gender::text)
  ) s (breakdown, category)
  where s.category <> '?' and ((published).tier = 'lead' or s.breakdown in ('total', 'place_kind'))
$$;
comment on function release.slices(release.window, release.unit, bytea) is
  'Contributions of a window by leaf, recorder and encounter, once for each category they fall in; contacts are scanned once.';
revoke all on function release.slices(release.window, release.unit, bytea) from public;
