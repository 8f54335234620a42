create or replace function release.site_tally(published release.window, secret bytea)
returns table (square integer, n bigint, residents bigint, largest integer, key_sum numeric)
language sql stable security invoker
set search_path = ''
as $$
  select grid.square_of(s.cell, 8), count(*), sum(release.residents_of(s.residents_band)),
    max(release.residents_of(s.residents_band)), sum(release.record_key(secret, s.id))
  from field.site s
  where s.organisation_id = (published).organisation_id and s.cell is not null
    and s.opened_on <= (published).ends_on
    and (s.closed_on is null or s.closed_on >= (published).starts_on)
  group by 1
$$;
comment on function release.site_tally(release.window, bytea) is
  'True counts of living sites open on at least one day of a window, by 8 km square, with their residents (by size band) and the sum of their record keys: the unit is the site.';
revoke all on function release.site_tally(release.window, bytea) from public;
