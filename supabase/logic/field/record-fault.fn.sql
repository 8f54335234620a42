create or replace function field.record_fault(caller org.member, round field.round)
returns text
language sql stable security invoker
set search_path = ''
as $$
  select case
    when round.id is null then 'unknown_round'
    when round.service_date > all (field.service_days(o.time_zone)) then 'in_future'
    when round.service_date < release.today(o.time_zone) - 14 then 'too_old'
    when round.status in ('cancelled', 'rejected') then 'round_closed'
  end
  from org.organisation o where o.id = caller.organisation_id
$$;
comment on function field.record_fault(org.member, field.round) is
  'Why a phone''s record of a round is refused, as a code; null if it is taken, also after the round was validated.';
revoke all on function field.record_fault(org.member, field.round) from public;
