create or replace function release.due_work(organisation uuid)
returns table (layer release.layer, tier release.tier, team_id uuid, starts_on date, ends_on date, due_on date)
language sql stable security invoker rows 10
set search_path = ''
as $$
  select 'encounters'::release.layer, d.tier, d.team_id, d.starts_on, d.ends_on, d.due_on
  from release.due_windows(due_work.organisation) d
  union all
  select q.layer, 'lead'::release.tier, null::uuid, u.starts_on, u.ends_on, u.due_on
  from (
    select release.today(o.time_zone) as today, release.over_before(o.id) as over_before
    from org.organisation o where o.id = due_work.organisation
  ) clock
  cross join (values ('sites'::release.layer), ('research')) q (layer)
  cross join lateral release.unpublished_quarters(due_work.organisation, q.layer) u
  where u.due_on <= clock.today and u.ends_on < clock.over_before
  order by ends_on, layer, tier, team_id
$$;
comment on function release.due_work(uuid) is
  'Everything that can be published today, of every layer, oldest first; windows without records too, since silence would tell that there are none.';
revoke all on function release.due_work(uuid) from public;
