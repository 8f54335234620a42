create or replace function org.membership_line(member uuid)
returns table (
  id uuid, user_id uuid, organisation_id uuid, role org.role, team_id uuid, joined_at timestamptz, follows uuid,
  path uuid[]
)
language sql stable security invoker rows 2
set search_path = ''
as $$
  with recursive line as (
    select m.id, m.user_id, m.organisation_id, m.role, m.team_id, m.joined_at, m.follows, array[m.id] as path
    from org.member m where m.id = membership_line.member
    union all
    select before.*, line.path || before.id from line
    cross join lateral (
      select m.id, m.user_id, m.organisation_id, m.role, m.team_id, m.joined_at, m.follows
      from org.member m
      where m.left_at is not null
        and case when line.follows is null then m.user_id = line.user_id else m.id = line.follows end
        -- Two may have begun at one moment of a clock that stands still: the line itself is the order, not the time.
        and m.joined_at <= line.joined_at and m.id <> all (line.path)
      order by m.joined_at desc, m.id
      limit 1
    ) before
  )
  select line.* from line
$$;
comment on function org.membership_line(uuid) is
  'A person''s memberships, newest first by the length of path: what one says it follows (a forgotten password, another role), else the one that the account had before.';
revoke all on function org.membership_line(uuid) from public;
