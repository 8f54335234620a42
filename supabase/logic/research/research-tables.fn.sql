create or replace function release.research_tables()
returns table (breakdown release.breakdown, category text, numerator integer, denominator integer, epsilon_micro integer)
language sql immutable security invoker rows 12
set search_path = ''
as $$
  -- A contribution lies in one category at most of each breakdown, so a table costs ln(denominator / numerator):
  -- ln(4/3) = .287682, ln(8/7) = .133531, in millionths and rounded up.
  select b.breakdown, c.category, b.numerator, b.denominator, b.epsilon_micro
  from (values
    ('total'::release.breakdown, '{all}'::text[], 3, 4, 287683),
    ('place_kind', '{wandering,activity}', 7, 8, 133532),
    ('age_band', enum_range('0-5'::field.age_band, '18+')::text[], 7, 8, 133532),
    ('gender', enum_range('girl'::field.gender, 'other')::text[], 7, 8, 133532)
  ) b (breakdown, categories, numerator, denominator, epsilon_micro)
  cross join lateral unnest(b.categories) c (category)
$$;
comment on function release.research_tables() is
  'Tables of a research release: categories, the parameter numerator/denominator of their two-sided geometric noise, and what the whole breakdown costs (on each of its rows).';
revoke all on function release.research_tables() from public;
