create or replace function release.refuse_overspending()
returns trigger
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(release.lock_key(new.organisation_id));
  if new.epsilon_micro + (
    select coalesce(sum(l.epsilon_micro), 0) from release.ledger l where l.season_id = new.season_id
  ) > 4500000 then
    perform org.refuse('RP004', 'The privacy budget of this season is spent.');
  end if;
  return new;
end
$$;
comment on function release.refuse_overspending() is
  'Keeps the ledger of a season at or below epsilon 4.5, whoever charges it: RP004.';
revoke all on function release.refuse_overspending() from public;

create or replace trigger ledger_within_budget
before insert on release.ledger
for each row execute function release.refuse_overspending();
