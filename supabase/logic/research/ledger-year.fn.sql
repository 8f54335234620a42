create or replace function release.ledger_year(organisation uuid, day date)
returns date
language sql stable security invoker
set search_path = ''
as $$
  select first.day + (floor((ledger_year.day - first.day) / 364.0) * 364)::integer
  from (
    select coalesce(min(s.starts_on), ledger_year.day) as day
    from release.season s where s.organisation_id = ledger_year.organisation
  ) first
$$;
comment on function release.ledger_year(uuid, date) is
  'First day of the 52 weeks in whose budget a day falls: seasons counted from the first one, whatever was opened between.';
revoke all on function release.ledger_year(uuid, date) from public;
