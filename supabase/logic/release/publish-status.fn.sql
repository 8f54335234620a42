create or replace function api.publish_status()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead', 'dpo');
begin
  return jsonb_build_object(
    'due', (select count(*) from release.due_work(caller.organisation_id)),
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
      ) u
    ),
    'published', (select count(*) from release.window w where w.organisation_id = caller.organisation_id),
    'last', (
      select jsonb_build_object('layer', w.layer, 'tier', w.tier, 'team_id', w.team_id, 'starts_on', w.starts_on, 'ends_on', w.ends_on, 'published_at', w.published_at)
      from release.window w where w.organisation_id = caller.organisation_id
      order by w.published_at desc, w.id desc limit 1
    )
  );
end
$$;
comment on function api.publish_status() is
  'Lead, dpo: how many windows can be published today, the first day on which the next one can (in the past while some are due), how many are out, and the last one. No value.';
revoke all on function api.publish_status() from public;
grant execute on function api.publish_status() to authenticated;
