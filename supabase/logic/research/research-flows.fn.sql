create or replace function api.research_flows(quarter text)
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('researcher');
begin
  return (
    with accepted as (
      select r.id, r.origin, w.starts_on
      from release.window w join release.flow_request r on r.window_id = w.id and r.accepted and r.subject = 'flows'
      where w.organisation_id = caller.organisation_id and w.layer = 'research'
        and w.starts_on = field.parse_day(research_flows.quarter)
    ),
    shown as (
      select f.* from release.flow f where f.request_id = (select a.id from accepted a)
    )
    select jsonb_build_object(
      'quarter', (select a.starts_on from accepted a), 'kind', (select a.origin from accepted a), 'size_km', 8,
      'origin', coalesce(jsonb_agg(s.origin order by s.origin, s.destination), '[]'),
      'destination', coalesce(jsonb_agg(s.destination order by s.origin, s.destination), '[]'),
      'value', coalesce(jsonb_agg(s.value order by s.origin, s.destination), '[]')
    )
    from shown s
  );
end
$$;
comment on function api.research_flows(text) is
  'Researcher: accepted flows of a quarter between 8 km districts, pairs of 15 or more; origin -1 is outside the territory. Without an accepted request: quarter null and empty columns.';
revoke all on function api.research_flows(text) from public;
grant execute on function api.research_flows(text) to authenticated;
