create or replace function api.publish_status()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead', 'dpo');
begin
  return jsonb_build_object(
    'due', release.due_count(caller.organisation_id),
    'next_due_on', (
      select min(u.due_on)
      from (
        select w.due_on
        from release.audiences(caller.organisation_id) a
        cross join lateral release.unpublished_windows(caller.organisation_id, a.tier, a.team_id) w
        where release.first_record(caller.organisation_id, a.team_id) is not null
        union all
        select q.due_on from (values ('sites'::release.layer), ('research')) l (layer)
        cross join lateral release.unpublished_quarters(caller.organisation_id, l.layer) q
        union all
        select i.due_on from release.institutional_quarters(caller.organisation_id) i
      ) u
    ),
    'published', (select count(*) from release.window w where w.organisation_id = caller.organisation_id)
      + (select count(*) from release.institutional_quarter q where q.organisation_id = caller.organisation_id),
    'last', (
      select p.described || jsonb_build_object('published_at', p.published_at)
      from (
        select jsonb_build_object('layer', w.layer, 'tier', w.tier, 'team_id', w.team_id, 'starts_on', w.starts_on, 'ends_on', w.ends_on) as described,
          w.published_at, w.id
        from release.window w where w.organisation_id = caller.organisation_id
        union all
        select release.describe_institutional(q.quarter, null), q.published_at, q.id
        from release.institutional_quarter q where q.organisation_id = caller.organisation_id
      ) p
      order by p.published_at desc, p.id desc limit 1
    )
  );
end
$$;
comment on function api.publish_status() is
  'Lead, dpo: how many windows can be published today, the first day on which the next one can (in the past while some are due), how many are out, and the last one. No value.';
revoke all on function api.publish_status() from public;
grant execute on function api.publish_status() to authenticated;
