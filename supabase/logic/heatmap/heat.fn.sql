create or replace function api.heat(
  tier text, breakdown text default 'total', category text default 'all', from_window text default null, to_window text default null
)
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead');
  span record;
  bounds integer[];
begin
  select s.* into span from release.heat_span(caller, tier, breakdown, category, from_window, to_window) s;
  if span.windows is null then
    return '{"season_id": null, "windows": 0, "from": null, "to": null, "leaf": [], "class": [], "at_least": []}';
  end if;
  bounds := release.class_bounds(tier::release.tier);
  return (
    with shown as (
      select c.leaf_id, sum(bounds[c.class])::integer as at_least
      from release.cell c
      where c.window_id = any (span.windows)
        and c.breakdown = heat.breakdown::release.breakdown and c.category = heat.category
      group by c.leaf_id
    ),
    every as (
      select l.id, l.id - lag(l.id, 1, 0) over (order by l.id) as step, coalesce(s.at_least, 0) as at_least
      from release.leaf l left join shown s on s.leaf_id = l.id
      where l.season_id = span.season_id
    )
    select jsonb_build_object(
      'season_id', span.season_id, 'windows', cardinality(span.windows), 'from', span.starts_on, 'to', span.ends_on,
      'leaf', to_jsonb(array_agg(e.step order by e.id)),
      -- Bounds are whole numbers: a mean reaches one exactly when its whole part does.
      'class', to_jsonb(array_agg(width_bucket(e.at_least / cardinality(span.windows), bounds) order by e.id)),
      'at_least', to_jsonb(array_agg(e.at_least order by e.id))
    )
    from every e
  );
end
$$;
comment on function api.heat(text, text, text, text, text) is
  'Educators and leads: every leaf of a season over a range of published windows, named by their first days: the class of the mean of the windows'' lower bounds (0: not published) and the sum of those bounds. Anything unknown or not the caller''s answers the same empty shape.';
revoke all on function api.heat(text, text, text, text, text) from public;
grant execute on function api.heat(text, text, text, text, text) to authenticated;
