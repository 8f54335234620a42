create or replace function field.require_team_people(caller org.member, people uuid[])
returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if exists (
    select from unnest(people) p where not exists (
      select from org.member m
      where m.id = p and m.organisation_id = caller.organisation_id and m.team_id = caller.team_id
        and m.role in ('educator', 'lead') and m.left_at is null
    )
  ) then
    perform org.refuse('RP002', 'Somebody is not in the team.');
  end if;
end
$$;
comment on function field.require_team_people(org.member, uuid[]) is
  'Raises RP002 unless all are educators or leads of the caller''s team today.';
revoke all on function field.require_team_people(org.member, uuid[]) from public;
