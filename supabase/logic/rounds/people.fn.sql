create or replace function field.people(organisation uuid)
returns jsonb
language sql stable strict security invoker
set search_path = ''
as $$
  -- Accounts have no names: people know each other's number, which stays when others leave.
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', m.id, 'team_id', m.team_id, 'role', m.role, 'number', m.number
  ) order by m.team_id, m.role, m.number), '[]')
  from (
    select k.*, row_number() over (partition by k.team_id, k.role order by k.joined_at, k.id) as number
    from org.member k where k.organisation_id = people.organisation and k.role in ('educator', 'lead')
  ) m
  where m.left_at is null
$$;
comment on function field.people(uuid) is 'Educators and leads of an organisation, numbered within team and role in the order they joined.';
revoke all on function field.people(uuid) from public;
