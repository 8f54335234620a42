create or replace function api.export_research(
  quarters text[], breakdowns text[] default '{total}', flows boolean default false, form text default 'tables'
)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('researcher');
  known text[] := enum_range(null::release.breakdown)::text[];
  told jsonb := api.research_windows();
  windows jsonb;
  tables jsonb;
  moves jsonb;
  weeks jsonb;
begin
  if (form in ('tables', 'figure')) is distinct from true
    or coalesce(cardinality(quarters), 0) not between 1 and 40
    or coalesce(cardinality(breakdowns), -1) not between 0 and 4
    or not coalesce(breakdowns <@ known, false) or flows is null then
    perform org.refuse('RP001', 'quarters are 1 to 40 first days, breakdowns a list of tables, form is tables or figure.');
  end if;
  select coalesce(jsonb_agg(w order by w ->> 'starts_on'), '[]') into windows
  from jsonb_array_elements(told -> 'windows') w where w ->> 'starts_on' = any (quarters);
  if jsonb_array_length(windows) = 0 then
    perform org.refuse('RP002', 'No such quarter is published.');
  end if;
  -- The screen's own functions: a file can say nothing that the screen does not. A picture is drawn from what the
  -- screen shows already, so it is only written down.
  if form = 'tables' then
    select coalesce(jsonb_agg(api.research_table(w ->> 'starts_on', b) || jsonb_build_object('breakdown', b)
      order by w ->> 'starts_on', b), '[]') into tables
    from jsonb_array_elements(windows) w cross join (select distinct unnest(breakdowns) as b) k;
    select coalesce(jsonb_agg(api.research_flows(w ->> 'starts_on') order by w ->> 'starts_on'), '[]') into moves
    from jsonb_array_elements(windows) w where export_research.flows;
    select jsonb_agg(api.research_profile(w ->> 'starts_on') order by w ->> 'starts_on') into weeks
    from jsonb_array_elements(windows) w;
  end if;
  perform audit.write(
    case form when 'figure' then 'research_figure_exported' else 'research_exported' end, null,
    jsonb_build_object('windows', jsonb_array_length(windows), 'tables', coalesce(jsonb_array_length(tables), 0))
  );
  return jsonb_build_object(
    'method', told -> 'method', 'windows', windows, 'tables', coalesce(tables, '[]'), 'flows', coalesce(moves, '[]'),
    'profiles', coalesce(weeks, '[]')
  );
end
$$;
comment on function api.export_research(text[], text[], boolean, text) is
  'Researcher: for a file, what research_windows, research_table, research_profile and research_flows answer for the named quarters (first days, at most 40; unknown ones are left out) and breakdowns; for a figure, the windows alone. Audited with how many windows and tables. RP002 where none of the quarters is published.';
revoke all on function api.export_research(text[], text[], boolean, text) from public;
grant execute on function api.export_research(text[], text[], boolean, text) to authenticated;
