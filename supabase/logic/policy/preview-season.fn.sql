create or replace function release.preview_season(wished release.policy, day date)
returns integer
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  known release.season;
  own release.policy;
  tried release.season;
begin
  select s.* into known from release.season s
  where s.organisation_id = wished.organisation_id and s.starts_on = release.season_start(wished.organisation_id, day);
  select p.* into own from release.policy p where p.id = known.policy_id;
  if (own.min_leaf_km, own.first_season_km) is not distinct from (wished.min_leaf_km, wished.first_season_km) then
    return known.id;
  end if;
  -- A season with the wished leaves, from the noise already paid for; its maker takes it back.
  insert into release.season (organisation_id, policy_id, starts_on, ends_on, learned, drawn_at)
  select wished.organisation_id, wished.id, d.day::date, d.day::date + 363, known.learned, release.now()
  from generate_series(known.starts_on + 7, known.starts_on + 700, interval '7 days') d (day)
  where not exists (
    select from release.season s where s.organisation_id = wished.organisation_id and s.starts_on = d.day::date
  )
  order by 3 limit 1
  returning * into tried;
  insert into release.noisy_square (season_id, square, size_km, noisy)
  select tried.id, n.square, n.size_km, n.noisy from release.noisy_square n where n.season_id = known.id;
  if found then
    perform release.add_leaves(tried.id, p.names, p.squares, p.sizes_km)
    from (
      select array_agg(s.leaf) as names, array_agg(s.square) as squares, array_agg(s.size_km) as sizes_km
      from release.learned_squares(tried, wished) s
    ) p;
  end if;
  perform release.cover_territory(tried.id);
  return tried.id;
end
$$;
comment on function release.preview_season(release.policy, date) is
  'Season of a past day as a policy would have cut it: the real one where sizes of leaves are the same, else one made for a preview and taken back with it.';
revoke all on function release.preview_season(release.policy, date) from public;
