create or replace function api.me()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.caller();
  stranger constant jsonb := '{"signed_in": true, "member": null, "organisation": null, "team": null, "may": [],
    "counts": {"has_sector": false, "has_record": false, "has_release": false}, "recorders": null,
    "second_factor": {"needed": false, "given": false}}';
begin
  if (select auth.uid()) is null then
    perform org.refuse('42501', 'Sign in first.');
  end if;
  if caller.id is null then
    return stranger;
  end if;
  return jsonb_build_object(
    'signed_in', true,
    'member', jsonb_build_object(
      'id', caller.id, 'role', caller.role, 'team_id', caller.team_id, 'joined_at', caller.joined_at
    ),
    'organisation', org.describe_organisation(caller.organisation_id),
    'team', (select jsonb_build_object('id', t.id, 'name', t.name) from org.team t where t.id = caller.team_id),
    'may', org.screens(caller.role),
    'counts', jsonb_build_object(
      'has_sector', exists (select from org.sector s where s.organisation_id = caller.organisation_id),
      'has_record', exists (select from field.visit v where v.organisation_id = caller.organisation_id),
      'has_release', exists (
        select from release.window w
        where w.organisation_id = caller.organisation_id
          and (w.layer = 'research') = (caller.role = 'researcher')
          and (caller.role <> 'educator' or w.team_id = caller.team_id)
      )
    ),
    'recorders', case when caller.role = 'lead' then
      jsonb_build_object('counted', field.counted_recorders(caller.organisation_id))
    end,
    'second_factor', jsonb_build_object(
      'needed', org.needs_second_factor(caller), 'given', org.has_second_factor((select auth.jwt()))
    )
  );
end
$$;
comment on function api.me() is
  'Who is signed in, in which organisation and team, which screens are theirs, and whether there is anything to show yet.';
revoke all on function api.me() from public;
grant execute on function api.me() to authenticated;
