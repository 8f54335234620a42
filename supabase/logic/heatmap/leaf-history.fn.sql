create or replace function api.leaf_history(tier text, leaf integer, breakdown text default 'total', category text default 'all')
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead');
begin
  if not release.is_offered(tier, breakdown, category) then
    return '{"windows": [], "class": []}';
  end if;
  return (
    select jsonb_build_object(
      'windows', coalesce(to_jsonb(array_agg(w.starts_on order by w.starts_on)), '[]'),
      'class', coalesce(to_jsonb(array_agg(coalesce(c.class, 0) order by w.starts_on)), '[]')
    )
    from release.visible_windows(caller, leaf_history.tier) w
    join release.leaf l on l.season_id = w.season_id and l.id = leaf_history.leaf
    left join release.cell c on c.window_id = w.id and c.leaf_id = l.id
      and c.breakdown = leaf_history.breakdown::release.breakdown and c.category = leaf_history.category
  );
end
$$;
comment on function api.leaf_history(text, integer, text, text) is
  'Educators and leads: class of one leaf in every window of its season that they may see (0: not published). Anything unknown answers empty columns.';
revoke all on function api.leaf_history(text, integer, text, text) from public;
grant execute on function api.leaf_history(text, integer, text, text) to authenticated;
