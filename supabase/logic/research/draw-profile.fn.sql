create or replace function release.draw_profile(request release.flow_request)
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
    request.organisation_id, quarter.season_id, 'profile:' || quarter.starts_on, 133532, release.now(), quarter.starts_on
  );
  -- Noise for each of the 28 cells, also those in which nobody was met.
  insert into release.profile_value (request_id, weekday, slot, value)
  select request.id, d.weekday, s.slot, (coalesce(t.n, 0) + release.geometric_noise(7, 8))::integer
  from generate_series(1, 7) d (weekday)
  cross join unnest(enum_range(null::field.slot)) s (slot)
  left join release.profile_tally(quarter) t on t.weekday = d.weekday and t.slot = s.slot;
end
$$;
comment on function release.draw_profile(release.flow_request) is
  'Draws the profile of a quarter by day of the week and slot once, over the whole territory, and charges the ledger what flows would have cost: RP004 where the budget is spent.';
revoke all on function release.draw_profile(release.flow_request) from public;
