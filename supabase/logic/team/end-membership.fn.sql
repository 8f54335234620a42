create or replace function api.end_membership(member uuid)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('admin');
  ended org.member;
begin
  perform org.require_second_factor(or_command_line => true);
  select m.* into ended from org.member m
  where m.id = end_membership.member and m.organisation_id = caller.organisation_id
  for update;
  if ended.id is null then
    perform org.refuse('RP002', 'There is no such membership.');
  end if;
  if ended.left_at is not null then
    perform org.refuse('RP003', 'The membership has already ended.');
  end if;
  perform org.end_member(ended);
  perform org.end_sessions(ended.user_id);
  return jsonb_build_object('id', ended.id);
end
$$;
comment on function api.end_membership(uuid) is
  'Admin, with a fresh code: ends a membership and every session of its account at once. What the account recorded stays and stays counted.';
revoke all on function api.end_membership(uuid) from public;
grant execute on function api.end_membership(uuid) to authenticated;
