create or replace function api.members()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('admin', 'dpo');
begin
  return (
    select jsonb_build_object(
      'members', coalesce(jsonb_agg(d.described order by m.joined_at, m.id) filter (where m.left_at is null), '[]'),
      'left', coalesce(
        jsonb_agg(d.described || jsonb_build_object('left_at', m.left_at) order by m.left_at desc, m.id)
        filter (where m.left_at >= release.now() - interval '1 year'), '[]'
      )
    )
    from org.member m
    left join org.invitation i on i.id = m.invitation_id
    cross join lateral (
      select jsonb_build_object(
        'id', m.id, 'role', m.role, 'team_id', m.team_id, 'joined_at', m.joined_at, 'follows', m.follows
      ) || case when caller.role = 'admin' then jsonb_build_object('label', coalesce(i.label, '')) else '{}' end as described
    ) d
    where m.organisation_id = caller.organisation_id
  );
end
$$;
comment on function api.members() is
  'Admin, and the dpo to whom role grants are shown: memberships now, and those that ended within a year; without names or addresses. The label of the invitation is for admins, who wrote it.';
revoke all on function api.members() from public;
grant execute on function api.members() to authenticated;
