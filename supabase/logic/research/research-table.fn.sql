create or replace function api.research_table(quarter text, breakdown text default 'total')
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('researcher');
  asked release.window;
begin
  select w.* into asked from release.window w
  where w.organisation_id = caller.organisation_id and w.layer = 'research'
    and w.starts_on = field.parse_day(quarter)
    and research_table.breakdown = any (enum_range(null::release.breakdown)::text[]);
  if asked.id is null then
    return '{"quarter": null, "season_id": null, "leaf": [], "categories": [], "values": [], "minutes": []}';
  end if;
  return jsonb_build_object(
    'quarter', asked.starts_on, 'season_id', asked.season_id,
    'leaf', (
      select to_jsonb(array_agg(l.step order by l.id)) from (
        select l.id, l.id - lag(l.id, 1, 0) over (order by l.id) as step
        from release.research_leaf l where l.season_id = asked.season_id
      ) l
    ),
    'categories', (
      select jsonb_agg(t.category order by t.category) from release.research_tables() t
      where t.breakdown::text = research_table.breakdown
    ),
    'values', (
      select jsonb_agg(c.column_values order by c.category) from (
        -- Every leaf of the season; one that was added after this quarter has no value, like one that is hidden.
        select t.category, jsonb_agg(case when v.value >= 20 then v.value end order by l.id) as column_values
        from release.research_tables() t
        cross join release.research_leaf l
        left join release.research_value v on v.window_id = asked.id and v.breakdown = t.breakdown
          and v.category = t.category and v.leaf_id = l.id
        where t.breakdown::text = research_table.breakdown and l.season_id = asked.season_id
        group by t.category
      ) c
    ),
    'minutes', (
      select jsonb_agg(coalesce(e.visits, 0) * 25 order by l.id)
      from release.research_leaf l
      left join release.research_effort e on e.window_id = asked.id and e.leaf_id = l.id
      where l.season_id = asked.season_id
    )
  );
end
$$;
comment on function api.research_table(text, text) is
  'Researcher: one breakdown of a published quarter, named by its first day. Columns over every leaf of its season: values by category (null below 20) and minutes of complete visits (25 each). Anything unknown answers the empty shape.';
revoke all on function api.research_table(text, text) from public;
grant execute on function api.research_table(text, text) to authenticated;
