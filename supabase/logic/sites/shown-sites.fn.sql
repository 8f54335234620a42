create or replace function release.shown_sites(published release.window, secret bytea)
returns table (square integer, class integer)
language sql stable security invoker
set search_path = ''
as $$
  with noisy as (
    select t.*, t.n + release.site_noise(release.cell_key(
      published, sha256(int4send(t.square) || int2send(8::smallint)), t.key_sum, secret
    )) as y
    from release.site_tally(published, secret) t
  )
  select n.square, width_bucket(n.y, release.site_class_bounds()::bigint[])
  from noisy n
  -- A square outside the territory has no row, whatever stands in it: a row of its own would give it away.
  join release.districts_of((published).season_id) d (square) on d.square = n.square
  where n.y >= (release.site_class_bounds())[1] and n.largest * 10 <= n.residents * 6
$$;
comment on function release.shown_sites(release.window, bytea) is
  'What a window of living sites shows, as classes: squares with y >= 5 where no site has more than 60 % of the residents. The cell key signs the square as a leaf of one 8 km square.';
revoke all on function release.shown_sites(release.window, bytea) from public;
