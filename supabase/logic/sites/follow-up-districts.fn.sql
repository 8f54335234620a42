create or replace function release.follow_up_districts(organisation uuid)
returns table (square integer, weeks integer)
language sql stable security invoker rows 20
set search_path = ''
as $$
  with clock as (
    select release.today(o.time_zone) as today from org.organisation o
    where o.id = follow_up_districts.organisation
  ),
  eviction as (
    select grid.square_of(s.cell, 8) as square, coalesce(e.happened_on, s.closed_on) as happened_on
    from field.site s
    left join field.site_event e on e.site_id = s.id and e.state = 'evicted'
    where s.organisation_id = follow_up_districts.organisation and s.cell is not null
      and (e.id is not null or s.state = 'evicted')
  )
  -- Whole squares within 3 km of a square: itself and the eight that touch it; the next are 8 km away. A disc around
  -- the site itself gave its cell away with certainty.
  select north.km * 10000 + east.km, min((c.today - e.happened_on) / 7)
  from eviction e
  cross join clock c
  cross join lateral generate_series(e.square / 10000 - 8, e.square / 10000 + 8, 8) north (km)
  cross join lateral generate_series(e.square % 10000 - 8, e.square % 10000 + 8, 8) east (km)
  where e.happened_on between c.today - 56 and c.today
    and north.km between 0 and 9992 and east.km between 0 and 9992
  group by 1
$$;
comment on function release.follow_up_districts(uuid) is
  'Whole 8 km squares within 3 km of the square of a site evicted in the last 8 weeks, with the weeks since the latest eviction. The same for every cell of the site''s square.';
revoke all on function release.follow_up_districts(uuid) from public;
