create or replace function release.visible_windows(caller org.member, tier text)
returns setof release.window
language sql stable security invoker rows 10
set search_path = ''
as $$
  select w.*
  from release.window w
  join org.organisation o on o.id = w.organisation_id
  where w.organisation_id = caller.organisation_id and w.layer = 'encounters'
    and case visible_windows.tier
      when 'educator' then w.tier = 'educator' and w.team_id = caller.team_id
      when 'lead' then w.tier = 'lead' and caller.role = 'lead'
      else false
    end
    and w.ends_on >= release.today(o.time_zone) - 364
    and not exists (
      select from org.role_change_days(caller) change (day) where change.day between w.starts_on and w.ends_on
    )
  order by w.starts_on
$$;
comment on function release.visible_windows(org.member, text) is
  'Published windows that a member may see, oldest first: own team''s for educators and leads, the organisation''s for leads. Those that ended more than 52 weeks ago are withdrawn, and the one in which the member changed role or team is withheld.';
revoke all on function release.visible_windows(org.member, text) from public;
