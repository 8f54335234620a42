create or replace function release.slices(published release.window, unit release.unit, secret bytea)
returns table (
  leaf_id integer, breakdown release.breakdown, category text, recorder uuid, n bigint, key_sum numeric
)
language sql stable security invoker
set search_path = ''
as $$
  with contribution as materialized (
    select c.* from release.contributions(
      (published).organisation_id, (published).team_id, (published).starts_on, (published).ends_on,
      release.late_visits(published), unit, secret, (published).published_at
    ) c
  )
  select l.leaf_id, s.breakdown, s.category, c.recorder, sum(c.n)::bigint, sum(c.key_sum)
  from contribution c
  join release.leaves_at((published).season_id, (select array_agg(k.cell) from contribution k)) l on l.cell = c.cell
  cross join lateral (values
    ('total'::release.breakdown, 'all'), ('place_kind', c.place_kind::text),
    ('age_band', c.age_band::text), ('gender', c.gender::text)
  ) s (breakdown, category)
  where s.category <> '?' and ((published).tier = 'lead' or s.breakdown in ('total', 'place_kind'))
  group by l.leaf_id, s.breakdown, s.category, c.recorder
$$;
comment on function release.slices(release.window, release.unit, bytea) is
  'Contributions of a window by leaf, category and recorder; contacts are scanned once.';
revoke all on function release.slices(release.window, release.unit, bytea) from public;
