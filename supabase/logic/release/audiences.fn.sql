create or replace function release.audiences(organisation uuid)
returns table (tier release.tier, team_id uuid)
language sql stable security invoker rows 10
set search_path = ''
as $$
  select 'lead'::release.tier, null::uuid
  union all
  select 'educator', t.id from org.team t where t.organisation_id = audiences.organisation
$$;
comment on function release.audiences(uuid) is
  'For whom windows are published: the organisation''s leads, and the educators of each team.';
revoke all on function release.audiences(uuid) from public;
