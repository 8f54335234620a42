create or replace function release.refuse_overspending()
returns trigger
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(release.lock_key(new.organisation_id));
  if new.epsilon_micro > release.budget_left(new.organisation_id, coalesce(
    new.charged_for, (select s.starts_on from release.season s where s.id = new.season_id)
  )) then
    perform org.refuse('RP004', 'The privacy budget of this season is spent.');
  end if;
  return new;
end
$$;
comment on function release.refuse_overspending() is
  'Keeps the ledger of 52 weeks at or below epsilon 4.5, whoever charges it: RP004.';
revoke all on function release.refuse_overspending() from public;
create or replace trigger ledger_within_budget
before insert on release.ledger
for each row execute function release.refuse_overspending();
