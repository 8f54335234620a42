create or replace function api.window_calendar()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('dpo');
begin
  return jsonb_build_object('windows', coalesce((
    select jsonb_agg(jsonb_build_object(
      'layer', c.layer, 'tier', c.tier, 'team_id', c.team_id, 'team', t.name,
      'starts_on', c.starts_on, 'ends_on', c.ends_on, 'state', c.state, 'due_on', c.due_on,
      'published_at', c.published_at, 'shown_leaves', c.shown_leaves
    ) order by c.ends_on desc, c.nth, c.tier, t.name)
    from (
      select w.layer::text, array_position(enum_range(null::release.layer), w.layer) as nth, w.tier, w.team_id,
        w.starts_on, w.ends_on, w.state, w.due_on, w.published_at, w.shown_leaves
      from release.calendar_of(caller.organisation_id) w
      union all
      select 'institutional', 9, 'lead', null, i.quarter, i.ends_on, i.state, i.due_on, i.published_at, i.shown
      from release.institutional_calendar(caller.organisation_id) i
    ) c
    left join org.team t on t.id = c.team_id
  ), '[]'));
end
$$;
comment on function api.window_calendar() is
  'Dpo: every window of every layer, tier and team, newest first: due, published, or withdrawn (over 52 weeks old), with its dates and, while it is in view, how many leaves it shows (null: not said). No place, no class.';
revoke all on function api.window_calendar() from public;
grant execute on function api.window_calendar() to authenticated;
