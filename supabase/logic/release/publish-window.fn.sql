create or replace function release.publish_window(
  organisation uuid, tier release.tier, team uuid, starts_on date, ends_on date, published_by uuid
)
returns release.window
language plpgsql volatile security invoker
-- Row estimates of functions are guesses; the compiler that large guesses wake up costs more than it saves.
set jit = off
set search_path = ''
as $$
declare
  secret bytea := release.secret();
  policy release.policy := release.current_policy(organisation);
  published release.window;
begin
  -- Writers hold this lock shared: what arrives later is dated later than this window's publication.
  perform pg_advisory_xact_lock(release.lock_key(organisation));
  -- No record is late for so long: what is gone is forgotten.
  delete from field.gone_row g
  where g.organisation_id = publish_window.organisation and g.service_date < publish_window.ends_on - 364;
  insert into release.window (organisation_id, season_id, policy_id, tier, team_id, starts_on, ends_on, published_at, published_by)
  values (
    organisation, release.season_of(organisation, publish_window.starts_on), policy.id, publish_window.tier, team,
    publish_window.starts_on, publish_window.ends_on, release.moment(organisation), publish_window.published_by
  )
  returning * into published;
  insert into release.cell (window_id, breakdown, category, leaf_id, class)
  select published.id, c.breakdown, c.category, c.leaf_id, c.class
  from release.shown_cells(published, policy, secret) c;
  perform audit.write('window_published', team, jsonb_build_object('window', published.id), organisation);
  return published;
end
$$;
comment on function release.publish_window(uuid, release.tier, uuid, date, date, uuid) is
  'Publishes one window for ever: draws its season if it is the first, bounds, perturbs, cuts and stores classes. RP010 without the secret, RP012 over a published window.';
revoke all on function release.publish_window(uuid, release.tier, uuid, date, date, uuid) from public;
