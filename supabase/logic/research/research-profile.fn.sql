create or replace function api.research_profile(quarter text)
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('researcher');
begin
  return (
    with asked as (
      select w.id, w.starts_on from release.window w
      where w.organisation_id = caller.organisation_id and w.layer = 'research'
        and w.starts_on = field.parse_day(research_profile.quarter)
    ),
    accepted as (
      select r.id from release.flow_request r join asked a on a.id = r.window_id
      where r.accepted and r.subject = 'profile'
    ),
    place as (
      select d.weekday, s.slot from generate_series(1, 7) d (weekday)
      cross join unnest(enum_range(null::field.slot)) s (slot)
    )
    select jsonb_build_object(
      'quarter', (select a.starts_on from asked a),
      'has_effort', exists (select from release.profile_effort e join asked a on a.id = e.window_id),
      'has_values', exists (select from accepted),
      'weekday', jsonb_agg(p.weekday order by p.weekday, p.slot),
      'slot', jsonb_agg(p.slot order by p.weekday, p.slot),
      'minutes', jsonb_agg(coalesce(e.visits, 0) * 25 order by p.weekday, p.slot),
      'value', jsonb_agg(case when v.value >= 20 then v.value end order by p.weekday, p.slot)
    )
    from place p
    left join release.profile_effort e on e.window_id = (select a.id from asked a) and e.weekday = p.weekday and e.slot = p.slot
    left join release.profile_value v on v.request_id = (select a.id from accepted a) and v.weekday = p.weekday and v.slot = p.slot
  );
end
$$;
comment on function api.research_profile(text) is
  'Researcher: a published quarter by day of the week (1 Monday to 7 Sunday) and slot over the whole territory, 28 rows: minutes of complete visits (25 each), and where the dpo accepted it the noisy contributions (null below 20). Without them has_values is false and all values are null; an unknown quarter is null with the same shape.';
revoke all on function api.research_profile(text) from public;
grant execute on function api.research_profile(text) to authenticated;
