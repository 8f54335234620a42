create or replace function api.teams()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('admin', 'lead', 'educator');
begin
  return jsonb_build_object('teams', coalesce((
    select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name) order by t.name, t.id)
    from org.team t
    where t.organisation_id = caller.organisation_id
      and (caller.role <> 'educator' or t.id = caller.team_id)
  ), '[]'));
end
$$;
comment on function api.teams() is 'Teams: all of the organisation for admins and leads, their own for educators.';
revoke all on function api.teams() from public;
grant execute on function api.teams() to authenticated;
