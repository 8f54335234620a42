create or replace function release.draw_season(organisation uuid, starts_on date)
returns integer
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  policy release.policy := release.current_policy(organisation);
  season release.season;
  -- The season that a change of policy cuts short. Its noisy counts are paid for: cut anew, they cost nothing. Counting
  -- again would take part of the budget of the same 52 weeks, and average the noise away.
  cut_short integer := (
    select s.id from release.season s
    where s.organisation_id = organisation and s.starts_on < draw_season.starts_on and s.ends_on >= draw_season.starts_on
    order by s.starts_on desc limit 1
  );
begin
  insert into release.season (organisation_id, policy_id, starts_on, ends_on, learned, drawn_at)
  select organisation, policy.id, draw_season.starts_on, draw_season.starts_on + 363,
    case
      when cut_short is not null then exists (select from release.noisy_square n where n.season_id = cut_short)
      else exists (
        select from release.contributions(
          organisation, null, draw_season.starts_on - 364, draw_season.starts_on - 1, '{}', policy.unit, null,
          release.now()
        )
      )
    end,
    release.now()
  returning * into season;
  if season.learned and cut_short is null then
    -- Four levels of squares, each contribution in one square of each: 4 ln(4/3), rounded up.
    insert into release.ledger (organisation_id, season_id, purpose, epsilon_micro, charged_at)
    values (organisation, season.id, 'partition', 1150729, release.now());
    insert into release.noisy_square (season_id, square, size_km, noisy)
    select season.id, n.square, n.size_km, n.noisy from release.noisy_squares(season, policy) n;
  elsif season.learned then
    insert into release.noisy_square (season_id, square, size_km, noisy)
    select season.id, n.square, n.size_km, n.noisy from release.noisy_square n where n.season_id = cut_short;
  end if;
  if season.learned then
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
  'Opens a season: learned where the 52 weeks before it have contributions (and then charged to the ledger), else left to fixed squares. One that a change of policy opens early is cut from the noisy counts of the season before, free of charge.';
revoke all on function release.draw_season(uuid, date) from public;
