create or replace function api.windows(tier text)
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead');
  -- The caller's own tier stands in for one that is not theirs to ask for; such a question finds no window.
  own text := case
    when windows.tier in ('educator', caller.role::text) then windows.tier else caller.role::text
  end;
  bounds integer[] := release.class_bounds(own::release.tier);
begin
  return jsonb_build_object(
    'policy', release.describe_rules(release.current_policy(caller.organisation_id), own::release.tier),
    'windows', coalesce((
      select jsonb_agg(jsonb_build_object(
        'id', w.id, 'season_id', w.season_id, 'starts_on', w.starts_on, 'ends_on', w.ends_on,
        'published_at', w.published_at, 'shown_leaves', shown.leaves, 'at_least', shown.at_least
      ) order by w.starts_on)
      from release.visible_windows(caller, windows.tier) w
      cross join lateral (
        select count(*) as leaves, coalesce(sum(bounds[c.class]), 0) as at_least
        from release.cell c where c.window_id = w.id and c.breakdown = 'total' and c.category = 'all'
      ) shown
    ), '[]'),
    'next', case when own = windows.tier then (
      select jsonb_build_object('starts_on', u.starts_on, 'ends_on', u.ends_on, 'due_on', u.due_on)
      from release.unpublished_windows(
        caller.organisation_id, own::release.tier, case own when 'educator' then caller.team_id end
      ) u
      limit 1
    ) end
  );
end
$$;
comment on function api.windows(text) is
  'Educators and leads: published windows of a tier, oldest first, with the number of shown leaves and the sum of their lower bounds; the rules; and the window that comes next (due_on in the past while it waits for a lead to publish it).';
revoke all on function api.windows(text) from public;
grant execute on function api.windows(text) to authenticated;
