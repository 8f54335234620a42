create or replace function api.create_alert_link(days integer default 90)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  made_at timestamptz := release.now();
  -- 256 bits for a link, not for a person's hands.
  token text := encode(extensions.gen_random_bytes(32), 'hex');
  made field.alert_link;
begin
  perform org.require_second_factor();
  if (days between 1 and 365) is distinct from true then
    perform org.refuse('RP001', 'days is 1 to 365.');
  end if;
  perform pg_advisory_xact_lock(release.lock_key(caller.organisation_id));
  if (
    select count(*) from field.alert_link l
    where l.organisation_id = caller.organisation_id and l.revoked_at is null and l.expires_at > made_at
  ) >= 50 then
    perform org.refuse('RP007', 'Revoke a link first: 50 are open.');
  end if;
  insert into field.alert_link (organisation_id, number, token_hash, created_by, created_at, expires_at)
  values (
    caller.organisation_id,
    (select coalesce(max(l.number), 0) + 1 from field.alert_link l where l.organisation_id = caller.organisation_id),
    sha256(convert_to(token, 'UTF8')), caller.id, made_at, made_at + make_interval(days => days)
  )
  returning * into made;
  perform audit.write('alert_link_created', made.id);
  return jsonb_build_object('id', made.id, 'number', made.number, 'token', token, 'expires_at', made.expires_at);
end
$$;
comment on function api.create_alert_link(integer) is
  'Leads, with a fresh code: a link by which a partner sends field alerts for so many days. The token is answered once and stored as a hash.';
revoke all on function api.create_alert_link(integer) from public;
grant execute on function api.create_alert_link(integer) to authenticated;
