create or replace function api.alert_links()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
begin
  return jsonb_build_object('links', coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', l.id, 'number', l.number, 'created_at', l.created_at, 'expires_at', l.expires_at,
      'state', case
        when l.revoked_at is not null then 'revoked'
        when l.expires_at <= release.now() then 'expired'
        else 'open'
      end,
      'alerts', (select count(*) from field.alert a where a.link_id = l.id)
    ) order by l.number desc)
    from field.alert_link l where l.organisation_id = caller.organisation_id
  ), '[]'));
end
$$;
comment on function api.alert_links() is 'Leads: the partners'' links, how long they hold and how many alerts each brought; never their tokens.';
revoke all on function api.alert_links() from public;
grant execute on function api.alert_links() to authenticated;
