create or replace function api.revoke_invitation(invitation uuid)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('admin');
  found_one org.invitation;
begin
  perform org.require_second_factor(or_command_line => true);
  select i.* into found_one from org.invitation i
  where i.id = invitation and i.organisation_id = caller.organisation_id
  for update;
  if found_one.id is null then
    perform org.refuse('RP002', 'There is no such invitation.');
  end if;
  if found_one.used_at is not null or found_one.revoked_at is not null then
    perform org.refuse('RP003', 'The invitation was already used or revoked.');
  end if;
  update org.invitation i set revoked_at = release.now() where i.id = found_one.id;
  perform audit.write('invitation_revoked', found_one.id);
  return jsonb_build_object('id', found_one.id);
end
$$;
comment on function api.revoke_invitation(uuid) is 'Admin, with a fresh code: makes an unused invitation unusable.';
revoke all on function api.revoke_invitation(uuid) from public;
grant execute on function api.revoke_invitation(uuid) to authenticated;
