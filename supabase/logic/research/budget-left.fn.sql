create or replace function release.budget_left(organisation uuid, day date)
returns integer
language sql stable security invoker
set search_path = ''
as $$
  select 4500000 - coalesce(sum(l.epsilon_micro), 0)::integer
  from release.ledger l join release.season s on s.id = l.season_id
  where l.organisation_id = budget_left.organisation
    and release.ledger_year(budget_left.organisation, coalesce(l.charged_for, s.starts_on))
      = release.ledger_year(budget_left.organisation, budget_left.day)
$$;
comment on function release.budget_left(uuid, date) is
  'What is left of epsilon 4.5 in the 52 weeks of a day, in millionths. A season opened early by a change of policy has no budget of its own: charges count by the days they are for.';
revoke all on function release.budget_left(uuid, date) from public;
