create or replace function api.site_windows()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead');
  bounds integer[] := release.site_class_bounds();
begin
  return jsonb_build_object(
    'policy', jsonb_build_object(
      'k0', 3, 'd', 2, 'weeks', 13, 'lag_days', (release.current_policy(caller.organisation_id)).lead_lag_days,
      'classes', (
        select jsonb_agg(jsonb_build_object('class', b.class, 'from', b.bound, 'to', b.above - 1) order by b.class)
        from (
          select u.class, u.bound, lead(u.bound) over (order by u.class) as above
          from unnest(bounds) with ordinality u (bound, class)
        ) b
      )
    ),
    'windows', coalesce((
      select jsonb_agg(jsonb_build_object(
        'id', w.id, 'season_id', w.season_id, 'starts_on', w.starts_on, 'ends_on', w.ends_on,
        'published_at', w.published_at, 'shown_leaves', shown.squares, 'at_least', shown.at_least
      ) order by w.starts_on)
      from release.visible_site_windows(caller) w
      cross join lateral (
        select count(*) as squares, coalesce(sum(bounds[c.class]), 0) as at_least
        from release.site_cell c where c.window_id = w.id
      ) shown
    ), '[]'),
    'next', (
      select jsonb_build_object('starts_on', u.starts_on, 'ends_on', u.ends_on, 'due_on', u.due_on)
      from release.unpublished_quarters(caller.organisation_id, 'sites') u
      limit 1
    )
  );
end
$$;
comment on function api.site_windows() is
  'Educators and leads: published quarters of the layer of living sites, in the shape of api.windows: the threshold is k0 + d = 5, at_least counts sites, and a leaf is an 8 km square.';
revoke all on function api.site_windows() from public;
grant execute on function api.site_windows() to authenticated;
