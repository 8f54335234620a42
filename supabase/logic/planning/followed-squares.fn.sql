create or replace function field.followed_squares(organisation uuid, today date)
returns table (square integer, weeks integer)
language sql stable strict security invoker rows 20
set search_path = ''
as $$
  -- Whole districts within 3 km of the district of the site, which are those that touch it: a disc round the site
  -- would tell its cell.
  select grid.square_of(s.cell, 8) + north * 80000 + east * 8, (today - max(e.happened_on)) / 7
  from field.site s
  join field.site_event e on e.site_id = s.id and e.state = 'evicted' and e.happened_on between today - 56 and today
  cross join generate_series(-1, 1) north
  cross join generate_series(-1, 1) east
  where s.organisation_id = organisation and s.cell is not null
  group by 1
$$;
comment on function field.followed_squares(uuid, date) is
  'Districts (8 km squares) followed after an eviction in or next to them, with the whole weeks since the latest, 0 to 8.';
revoke all on function field.followed_squares(uuid, date) from public;
