create or replace function release.visible_site_windows(caller org.member)
returns setof release.window
language sql stable security invoker rows 10
set search_path = ''
as $$
  select w.*
  from release.window w
  join org.organisation o on o.id = w.organisation_id
  where w.organisation_id = caller.organisation_id and w.layer = 'sites'
    and w.ends_on >= release.today(o.time_zone) - 364
  order by w.starts_on
$$;
comment on function release.visible_site_windows(org.member) is
  'Published windows of the layer of living sites, oldest first, without those that ended more than 52 weeks ago. One release for educators and leads: a second one would have noise of its own, to be averaged with the first.';
revoke all on function release.visible_site_windows(org.member) from public;
