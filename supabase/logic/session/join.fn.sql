create or replace function api.join(code text)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  moment timestamptz := release.now();
  caller org.member;
  used org.invitation;
  replaced org.member;
  member uuid;
begin
  if (select auth.uid()) is null then
    perform org.refuse('42501', 'Sign in first.');
  end if;
  caller := org.caller();
  -- A member can use an invitation that was made to replace its own membership, and learns nothing of other codes.
  update org.invitation i set used_at = moment
  where i.code_hash = org.code_hash(code)
    and i.used_at is null and i.revoked_at is null and i.expires_at > moment
    and (caller.id is null or i.replaces = caller.id)
  returning i.* into used;
  if used.id is null and caller.id is null then
    perform org.refuse('RP002', 'The invitation cannot be used.');
  end if;
  if used.id is null then
    perform org.refuse('RP003', 'This account already has a role.');
  end if;
  select m.* into replaced from org.member m where m.id = used.replaces for update;
  if replaced.id is not null and replaced.left_at is null then
    perform org.end_member(replaced, used.role);
    if replaced.user_id <> (select auth.uid()) then
      perform org.end_sessions(replaced.user_id);
    end if;
  end if;
  insert into org.member (user_id, organisation_id, team_id, role, joined_at, follows, invitation_id)
  values ((select auth.uid()), used.organisation_id, used.team_id, used.role, moment, replaced.id, used.id)
  on conflict do nothing
  returning id into member;
  if member is null then
    perform org.refuse('RP003', 'This account already has a role.');
  end if;
  perform audit.write('member_joined', member);
  return jsonb_build_object('role', used.role, 'team_id', used.team_id);
end
$$;
comment on function api.join(text) is
  'Binds the signed-in account to an invitation''s role, once; a membership that the invitation replaces ends with it. Every unusable code has the same answer, RP002, and RP003 for an account that has a role.';
revoke all on function api.join(text) from public;
grant execute on function api.join(text) to authenticated;
