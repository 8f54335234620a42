create or replace function api.site_heat(from_window text, to_window text)
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead');
  bounds integer[] := release.site_class_bounds();
  span record;
begin
  select first.season_id, array_agg(w.id) as windows, min(w.starts_on) as starts_on, max(w.ends_on) as ends_on
  into span
  from release.visible_site_windows(caller) first
  join release.visible_site_windows(caller) last
    on last.season_id = first.season_id and last.starts_on >= first.starts_on
  join release.visible_site_windows(caller) w
    on w.season_id = first.season_id and w.starts_on between first.starts_on and last.starts_on
  where first.starts_on = field.parse_day(from_window) and last.starts_on = field.parse_day(to_window)
  group by first.season_id;
  if span.windows is null then
    return '{"season_id": null, "windows": 0, "from": null, "to": null, "leaf": [], "class": [], "at_least": []}';
  end if;
  return (
    with every as (
      select d.square, d.square - lag(d.square, 1, 0) over (order by d.square) as step,
        coalesce(s.at_least, 0) as at_least
      from release.districts_of(span.season_id) d (square)
      left join (
        select c.square, sum(bounds[c.class])::integer as at_least
        from release.site_cell c where c.window_id = any (span.windows) group by c.square
      ) s on s.square = d.square
    )
    select jsonb_build_object(
      'season_id', span.season_id, 'windows', cardinality(span.windows), 'from', span.starts_on, 'to', span.ends_on,
      'leaf', to_jsonb(array_agg(e.step order by e.square)),
      'class', to_jsonb(array_agg(width_bucket(e.at_least / cardinality(span.windows), bounds) order by e.square)),
      'at_least', to_jsonb(array_agg(e.at_least order by e.square))
    )
    from every e
  );
end
$$;
comment on function api.site_heat(text, text) is
  'Educators and leads: every 8 km square of a season over a range of published quarters of living sites, in the shape of api.heat: class of the mean of the lower bounds (0: not published) and their sum. Anything unknown answers the empty shape.';
revoke all on function api.site_heat(text, text) from public;
grant execute on function api.site_heat(text, text) to authenticated;
