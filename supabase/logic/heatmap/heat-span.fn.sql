create or replace function release.heat_span(
  caller org.member, tier text, breakdown text, category text, from_window text, to_window text
)
returns table (season_id integer, windows integer[], starts_on date, ends_on date)
language sql stable security invoker rows 1
set search_path = ''
as $$
  with seen as materialized (
    select w.* from release.visible_windows(caller, heat_span.tier) w
    where release.is_offered(heat_span.tier, heat_span.breakdown, heat_span.category)
  )
  select first.season_id, array_agg(w.id order by w.starts_on), min(w.starts_on), max(w.ends_on)
  from seen first
  join seen last on last.season_id = first.season_id and last.starts_on >= first.starts_on
  join seen w on w.season_id = first.season_id and w.starts_on between first.starts_on and last.starts_on
  where first.starts_on = field.parse_day(from_window) and last.starts_on = field.parse_day(to_window)
  group by first.season_id
$$;
comment on function release.heat_span(org.member, text, text, text, text, text) is
  'The windows of a range that lies in one season and that a member may see; no row for anything else.';
revoke all on function release.heat_span(org.member, text, text, text, text, text) from public;
