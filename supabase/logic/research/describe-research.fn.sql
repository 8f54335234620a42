create or replace function release.describe_research()
returns jsonb
language sql immutable security invoker
set search_path = ''
as $$
  select jsonb_build_object(
    'mechanism', 'two_sided_geometric', 'weeks', 13, 'lag_weeks', 13,
    'hidden_below', 20, 'flow_hidden_below', 15, 'minutes_a_visit', 25,
    'tables', (
      select jsonb_agg(jsonb_build_object(
        'breakdown', t.breakdown, 'categories', t.categories,
        'alpha', jsonb_build_array(t.numerator, t.denominator), 'epsilon', t.epsilon_micro / 1000000.0
      ) order by t.breakdown)
      from (
        select r.breakdown, r.numerator, r.denominator, r.epsilon_micro, jsonb_agg(r.category) as categories
        from release.research_tables() r group by 1, 2, 3, 4
      ) t
    ),
    'flows', jsonb_build_object('alpha', '[7, 8]'::jsonb, 'epsilon', 0.133532),
    'budget', 4.5
  )
$$;
comment on function release.describe_research() is
  'How research values are made, for the method sheet: mechanism, parameters, epsilon of each table, thresholds on reading.';
revoke all on function release.describe_research() from public;
