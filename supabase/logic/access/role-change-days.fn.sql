create or replace function org.role_change_days(member org.member)
returns setof date
language sql stable security invoker rows 1
set search_path = ''
as $$
  with steps as (
    select (l.joined_at at time zone o.time_zone)::date as day,
      (l.organisation_id, l.role, l.team_id) is distinct from
        (lead(l.organisation_id) over older, lead(l.role) over older, lead(l.team_id) over older) as changed,
      lead(l.id) over older is not null as has_older
    from org.membership_line((role_change_days.member).id) l
    join org.organisation o on o.id = (role_change_days.member).organisation_id
    window older as (order by cardinality(l.path))
  )
  select s.day from steps s where s.changed and s.has_older
$$;
comment on function org.role_change_days(org.member) is
  'Days on which a person took another role or team: the window of that day is withheld from the new membership, so that no window is read in two roles.';
revoke all on function org.role_change_days(org.member) from public;
