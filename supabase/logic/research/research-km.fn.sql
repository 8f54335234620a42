create or replace function release.research_km(season integer)
returns integer
language sql stable security invoker
set search_path = ''
as $$
  -- A season that learned nothing, or whose noise was not kept, knows of no volume: the coarser leaf.
  select case when sum(n.noisy) >= 5200 then 2 else 4 end
  from release.noisy_square n
  where n.season_id = research_km.season and n.size_km = 8
$$;
comment on function release.research_km(integer) is
  'Smallest research leaf of a season, in km: 2, or 4 below 100 contributions a week in the year before, by the noisy counts that the partition paid for.';
revoke all on function release.research_km(integer) from public;
