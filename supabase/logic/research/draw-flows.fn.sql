create or replace function release.draw_flows(request release.flow_request)
returns void
language plpgsql volatile security invoker
set jit = off
set search_path = ''
as $$
declare
  quarter release.window;
begin
  perform pg_advisory_xact_lock(release.lock_key(request.organisation_id));
  select w.* into quarter from release.window w where w.id = request.window_id;
  insert into release.ledger (organisation_id, season_id, purpose, epsilon_micro, charged_at, charged_for)
  values (
    request.organisation_id, quarter.season_id, 'flows:' || quarter.starts_on, 133532, release.now(), quarter.starts_on
  );
  -- Noise for every pair of districts, also those between which nobody moved; then only what reaches the threshold
  -- is kept, which costs nothing more.
  insert into release.flow (request_id, origin, destination, value)
  select request.id, y.origin, y.destination, y.value
  from (
    select o.square as origin, d.square as destination, (coalesce(t.n, 0) + release.geometric_noise(7, 8))::integer as value
    from (
      select -1 as square union all select s.square from release.districts_of(quarter.season_id) s (square)
    ) o
    cross join release.districts_of(quarter.season_id) d (square)
    left join release.flow_tally(quarter, request.origin) t on t.origin = o.square and t.destination = d.square
    offset 0
  ) y
  where y.value >= 15;
end
$$;
comment on function release.draw_flows(release.flow_request) is
  'Draws the flows of a quarter once, for every pair of districts of its territory, and charges the ledger: RP004 where the budget is spent.';
revoke all on function release.draw_flows(release.flow_request) from public;
