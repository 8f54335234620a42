create or replace function api.research_windows()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('researcher');
begin
  return jsonb_build_object(
    'method', release.describe_research(),
    'windows', coalesce((
      select jsonb_agg(jsonb_build_object(
        'id', w.id, 'season_id', w.season_id, 'starts_on', w.starts_on, 'ends_on', w.ends_on,
        'published_at', w.published_at, 'leaf_km', release.research_km(w.season_id), 'unit', p.unit,
        'policy_version', p.version,
        'leaves', (select count(*) from release.research_leaf l where l.season_id = w.season_id)
      ) order by w.starts_on)
      from release.window w join release.policy p on p.id = w.policy_id
      where w.organisation_id = caller.organisation_id and w.layer = 'research'
    ), '[]'),
    'next', (
      select jsonb_build_object('starts_on', u.starts_on, 'ends_on', u.ends_on, 'due_on', u.due_on)
      from release.unpublished_quarters(caller.organisation_id, 'research') u limit 1
    )
  );
end
$$;
comment on function api.research_windows() is
  'Researcher: published quarters, oldest first, how their values are made, and the quarter that comes next.';
revoke all on function api.research_windows() from public;
grant execute on function api.research_windows() to authenticated;
