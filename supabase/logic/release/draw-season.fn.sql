create or replace function release.draw_season(organisation uuid, starts_on date)
returns integer
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  policy release.policy := release.current_policy(organisation);
  season release.season;
begin
  insert into release.season (organisation_id, policy_id, starts_on, ends_on, learned, drawn_at)
  select organisation, policy.id, draw_season.starts_on, draw_season.starts_on + 363,
    exists (
      select from release.contributions(
        organisation, null, draw_season.starts_on - 364, draw_season.starts_on - 1, '{}', policy.unit, null,
        release.now()
      )
    ),
    release.now()
  returning * into season;
  if season.learned then
    -- Four levels of squares, each contribution in one square of each: 4 ln(4/3), rounded up.
    insert into release.ledger (organisation_id, season_id, purpose, epsilon_micro, charged_at)
    values (organisation, season.id, 'partition', 1150729, release.now());
    insert into release.noisy_square (season_id, square, size_km, noisy)
    select season.id, n.square, n.size_km, n.noisy from release.noisy_squares(season, policy) n;
    perform release.add_leaves(season.id, p.names, p.squares, p.sizes_km)
    from (
      select array_agg(s.leaf) as names, array_agg(s.square) as squares, array_agg(s.size_km) as sizes_km
      from release.learned_squares(season, policy) s
    ) p;
  end if;
  return season.id;
end
$$;
comment on function release.draw_season(uuid, date) is
  'Opens a season: learned where the 52 weeks before it have contributions (and then charged to the ledger), else left to fixed squares.';
revoke all on function release.draw_season(uuid, date) from public;
