create or replace function release.publish_sites(organisation uuid, starts_on date, ends_on date, published_by uuid)
returns release.window
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  secret bytea := release.secret();
  published release.window := release.open_window(
    organisation, 'sites', publish_sites.starts_on, publish_sites.ends_on, publish_sites.published_by
  );
begin
  insert into release.site_cell (window_id, square, class)
  select published.id, s.square, s.class from release.shown_sites(published, secret) s;
  return published;
end
$$;
comment on function release.publish_sites(uuid, date, date, uuid) is
  'Publishes one quarter of the layer of living sites for ever. RP010 without the secret, RP012 over a published window.';
revoke all on function release.publish_sites(uuid, date, date, uuid) from public;
