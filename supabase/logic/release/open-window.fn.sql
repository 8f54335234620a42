create or replace function release.open_window(
  organisation uuid, layer release.layer, starts_on date, ends_on date, published_by uuid
)
returns release.window
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  opened release.window;
begin
  -- Writers hold this lock shared: what arrives later is dated later than this window's publication.
  perform pg_advisory_xact_lock(release.lock_key(organisation));
  insert into release.window
    (organisation_id, season_id, policy_id, tier, layer, starts_on, ends_on, published_at, published_by)
  values (
    organisation, release.season_of(organisation, open_window.starts_on),
    (release.current_policy(organisation)).id, 'lead', open_window.layer,
    open_window.starts_on, open_window.ends_on, release.moment(organisation), open_window.published_by
  )
  returning * into opened;
  perform audit.write(
    'window_published', null, jsonb_build_object('window', opened.id, 'layer', opened.layer), organisation
  );
  return opened;
end
$$;
comment on function release.open_window(uuid, release.layer, date, date, uuid) is
  'The row of a quarter''s window of a layer other than encounters, audited; the same transaction fills it. Such windows are of the whole organisation. RP012 over a published window.';
revoke all on function release.open_window(uuid, release.layer, date, date, uuid) from public;
