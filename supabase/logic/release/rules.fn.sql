create or replace function release.rules(policy release.policy, tier release.tier)
returns table (k0 integer, k1 integer, k2 integer, weeks integer, lag_days integer, late_days integer)
language sql immutable security invoker rows 1
set search_path = ''
as $$
  select
    case tier when 'educator' then (policy).educator_k0 else (policy).lead_k0 end,
    case tier when 'educator' then (policy).educator_k1 else (policy).lead_k1 end,
    case tier when 'lead' then (policy).lead_k2 end,
    case tier when 'educator' then (policy).educator_weeks else (policy).lead_weeks end,
    case tier when 'educator' then (policy).educator_lag_days else (policy).lead_lag_days end,
    case tier when 'educator' then 28 else 91 end
$$;
comment on function release.rules(release.policy, release.tier) is
  'A tier''s part of a policy. late_days: how old, on arrival, a record whose window is published may be to join the next one to be published.';
revoke all on function release.rules(release.policy, release.tier) from public;
