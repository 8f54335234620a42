create or replace function release.policy_bounds()
returns table (field text, smallest integer, largest integer, choices integer[])
language sql immutable security invoker rows 11
set search_path = ''
as $$
  select * from (values
    ('educator_k0', 5, 50, null::integer[]), ('educator_k1', 3, 50, null),
    ('lead_k0', 5, 100, null), ('lead_k1', 3, 100, null), ('lead_k2', 2, 100, null),
    ('educator_weeks', 1, 13, null), ('educator_lag_days', 7, 91, null),
    ('lead_weeks', 1, 26, null), ('lead_lag_days', 7, 182, null),
    ('first_season_km', 2, 4, '{2,4}'), ('min_leaf_km', 1, 8, '{1,2,4,8}')
  ) b (field, smallest, largest, choices)
$$;
comment on function release.policy_bounds() is
  'Whole-number fields of a policy with their bounds (privacy.md), the same as the checks of release.policy; choices where not every number between will do. The field unit is first_in_4_weeks or every_contact, and lead_k0 is at least educator_k0.';
revoke all on function release.policy_bounds() from public;
