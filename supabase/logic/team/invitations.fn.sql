create or replace function api.invitations()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('admin');
begin
  return jsonb_build_object('invitations', coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', i.id, 'role', i.role, 'team_id', i.team_id, 'label', i.label,
      'created_at', i.created_at, 'expires_at', i.expires_at,
      'replaces', i.replaces, 'used', i.used_at is not null, 'revoked', i.revoked_at is not null
    ) order by i.created_at desc, i.id)
    from org.invitation i
    where i.organisation_id = caller.organisation_id
  ), '[]'));
end
$$;
comment on function api.invitations() is 'Admin: invitations of the organisation, newest first, without their codes.';
revoke all on function api.invitations() from public;
grant execute on function api.invitations() to authenticated;
