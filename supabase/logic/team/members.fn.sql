create or replace function api.members()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('admin', 'dpo');
begin
  return jsonb_build_object('members', coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', m.id, 'role', m.role, 'team_id', m.team_id, 'joined_at', m.joined_at
    ) order by m.joined_at, m.id)
    from org.member m
    where m.organisation_id = caller.organisation_id and m.left_at is null
  ), '[]'));
end
$$;
comment on function api.members() is
  'Admin, and the dpo to whom role grants are shown: current memberships, without names or addresses.';
revoke all on function api.members() from public;
grant execute on function api.members() to authenticated;
