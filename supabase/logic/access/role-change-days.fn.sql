create or replace function org.role_change_days(member org.member)
returns setof date
language sql stable security invoker rows 1
set search_path = ''
as $$
  -- A person's memberships, newest first: what one says it follows, else the one that the account had before.
  with recursive line as (
    select m.id, m.user_id, m.organisation_id, m.role, m.team_id, m.joined_at, m.follows, array[m.id] as path
    from org.member m where m.id = (role_change_days.member).id
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
  ),
  steps as (
    select (l.joined_at at time zone o.time_zone)::date as day,
      (l.organisation_id, l.role, l.team_id) is distinct from
        (lead(l.organisation_id) over older, lead(l.role) over older, lead(l.team_id) over older) as changed,
      lead(l.id) over older is not null as has_older
    from line l join org.organisation o on o.id = (role_change_days.member).organisation_id
    window older as (order by cardinality(l.path))
  )
  select s.day from steps s where s.changed and s.has_older
$$;
comment on function org.role_change_days(org.member) is
  'Days on which a person took another role or team: the window of that day is withheld from the new membership, so that no window is read in two roles.';
revoke all on function org.role_change_days(org.member) from public;
