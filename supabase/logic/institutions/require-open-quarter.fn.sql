create or replace function field.require_open_quarter(caller org.member, day date, correcting boolean)
returns void
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  today date := (select release.today(o.time_zone) from org.organisation o where o.id = caller.organisation_id);
begin
  if not exists (
    select from field.open_quarters(caller.organisation_id) q
    where q.quarter = day and (not correcting or today <= q.corrected_until)
  ) then
    perform org.refuse('RP003', 'This quarter is published, or too old.');
  end if;
end
$$;
comment on function field.require_open_quarter(org.member, date, boolean) is
  'RP003 unless institutional contacts of the quarter can still be counted, or (correcting) what was counted can still be changed by its author.';
revoke all on function field.require_open_quarter(org.member, date, boolean) from public;
