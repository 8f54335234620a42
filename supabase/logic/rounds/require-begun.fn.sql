create or replace function field.require_begun(caller org.member, round field.round)
returns void
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  days date[] := (
    select field.service_days(o.time_zone) from org.organisation o where o.id = caller.organisation_id
  );
begin
  if round.service_date > all (days) then
    perform org.refuse('RP006', 'The round''s day has not come.');
  end if;
  if caller.role = 'educator' and round.service_date <> all (days) then
    perform org.refuse('RP003', 'The round was on another day: ask your lead.');
  end if;
end
$$;
comment on function field.require_begun(org.member, field.round) is
  'Raises RP006 before the day of a round, and RP003 for an educator after it.';
revoke all on function field.require_begun(org.member, field.round) from public;
