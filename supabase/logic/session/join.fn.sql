create or replace function api.join(code text)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  moment timestamptz := release.now();
  used org.invitation;
  member uuid;
begin
  if (select auth.uid()) is null then
    perform org.refuse('42501', 'Sign in first.');
  end if;
  -- Before the code is looked at, so that a member learns nothing about codes.
  if (org.caller()).id is not null then
    perform org.refuse('RP003', 'This account already has a role.');
  end if;
  update org.invitation i set used_at = moment
  where i.code_hash = org.code_hash(code)
    and i.used_at is null and i.revoked_at is null and i.expires_at > moment
  returning i.* into used;
  if used.id is null then
    perform org.refuse('RP002', 'The invitation cannot be used.');
  end if;
  insert into org.member (user_id, organisation_id, team_id, role, joined_at)
  values ((select auth.uid()), used.organisation_id, used.team_id, used.role, moment)
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
  'Binds the signed-in account to an invitation''s role, once. Every unusable code has the same answer, RP002.';
revoke all on function api.join(text) from public;
grant execute on function api.join(text) to authenticated;
