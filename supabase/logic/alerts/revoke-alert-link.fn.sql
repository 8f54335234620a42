create or replace function api.revoke_alert_link(link uuid)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
begin
  update field.alert_link l set revoked_at = coalesce(l.revoked_at, release.now())
  where l.id = link and l.organisation_id = caller.organisation_id;
  if not found then
    perform org.refuse('RP002', 'There is no such link.');
  end if;
  perform audit.write('alert_link_revoked', link);
  return jsonb_build_object('id', link);
end
$$;
comment on function api.revoke_alert_link(uuid) is 'Leads: ends a partner''s link at once; alerts it brought stay.';
revoke all on function api.revoke_alert_link(uuid) from public;
grant execute on function api.revoke_alert_link(uuid) to authenticated;
