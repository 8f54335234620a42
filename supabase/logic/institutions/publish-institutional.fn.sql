create or replace function release.publish_institutional(organisation uuid, published_by uuid)
returns release.institutional_quarter
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  secret bytea;
  policy release.policy := release.current_policy(organisation);
  published release.institutional_quarter;
begin
  -- Before looking what is due: another publication may be at work, and writers hold this lock shared.
  perform pg_advisory_xact_lock(release.lock_key(organisation));
  select q.quarter into published.quarter
  from release.institutional_quarters(organisation) q where q.is_due limit 1;
  if published.quarter is null then
    return null;
  end if;
  secret := release.secret();
  insert into release.institutional_quarter (organisation_id, policy_id, quarter, published_at, published_by)
  values (organisation, policy.id, published.quarter, release.moment(organisation), publish_institutional.published_by)
  returning * into published;
  insert into release.institutional_cell (quarter_id, setting, departement, class)
  select published.id, s.setting, s.departement, s.class
  from release.shown_institutional(organisation, published.quarter, policy, secret) s;
  perform audit.write(
    'window_published', null, jsonb_build_object('quarter', published.id, 'layer', 'institutional'), organisation
  );
  return published;
end
$$;
comment on function release.publish_institutional(uuid, uuid) is
  'Publishes the oldest quarter of institutional contacts that is due, for ever, and returns it; null where none is. RP010 without the secret.';
revoke all on function release.publish_institutional(uuid, uuid) from public;
