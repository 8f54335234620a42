create or replace function release.preview_figures(wished release.policy, tier release.tier)
returns table (contributions bigint, shown bigint, released_recall double precision, raw_recall double precision, moved double precision, advantages double precision[])
language plpgsql volatile security invoker
set jit = off
set search_path = ''
as $$
declare
  span record;
  tried release.window;
  next release.window;
begin
  for span in select w.* from release.preview_windows(wished, preview_figures.tier) w loop
    tried := jsonb_populate_record(null::release.window, jsonb_build_object(
      'organisation_id', wished.organisation_id, 'season_id', release.preview_season(wished, span.starts_on),
      'policy_id', wished.id, 'tier', preview_figures.tier, 'layer', 'encounters', 'team_id', span.team_id,
      'starts_on', span.starts_on, 'ends_on', span.ends_on, 'published_at', span.as_of
    ));
    next := jsonb_populate_record(tried, jsonb_build_object('starts_on', span.next_starts_on, 'ends_on', span.next_ends_on));
    return query
    with cell as materialized (
      -- A key of its own, thrown away: noise that has nothing to do with any release's.
      select c.* from release.preview_cells(tried, next, wished, extensions.gen_random_bytes(32)) c
    ),
    map as (
      select array_agg(c.cell order by c.cell) as cells, array_agg(c.released order by c.cell) as released,
        array_agg(c.raw order by c.cell) as raw, array_agg(c.raw::double precision order by c.cell) as raw_mass,
        array_agg(c.next_raw order by c.cell) as truth, sum(c.raw)::bigint as contributions,
        coalesce(sum(c.raw) filter (where c.shown), 0)::bigint as shown
      from cell c
    )
    select m.contributions, m.shown, release.top_recall(m.released, m.truth, 20), release.top_recall(m.raw_mass, m.truth, 20),
      release.moved_km(m.cells, m.released, m.raw_mass),
      array(select e.advantage from release.edge_samples(tried, wished, array(
        select distinct l.leaf_id from release.leaves_at(tried.season_id, array(select c.cell from cell c where c.shown)) l
      ), 100) e)
    from map m;
  end loop;
end
$$;
comment on function release.preview_figures(release.policy, release.tier) is
  'Exact figures of a policy on the last published window of a tier, a row for each team: only for api.policy_preview, which rounds them.';
revoke all on function release.preview_figures(release.policy, release.tier) from public;
