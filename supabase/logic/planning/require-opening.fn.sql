create or replace function audit.require_opening(caller org.member, action text, most integer)
returns integer
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  zone text := (select o.time_zone from org.organisation o where o.id = caller.organisation_id);
  opened integer;
begin
  -- One opening of an account after another, so that two at once do not both become the last.
  perform pg_advisory_xact_lock(
    ('x' || encode(substring(sha256(uuid_send(caller.user_id) || convert_to(action, 'UTF8')) from 1 for 8), 'hex'))::bit(64)::bigint
  );
  -- By the real clock, as the log is: an injected day must not give further openings.
  select count(*) into opened
  from audit.event e
  where e.organisation_id = caller.organisation_id and e.actor = caller.user_id and e.action = require_opening.action
    and e.happened_at > clock_timestamp() - interval '25 hours'
    and (e.happened_at at time zone zone)::date = (clock_timestamp() at time zone zone)::date;
  if opened >= most then
    perform org.refuse('RP007', 'This account has no opening left today.');
  end if;
  return most - opened - 1;
end
$$;
comment on function audit.require_opening(org.member, text, integer) is
  'Raises RP007 where the audit log holds so many openings of the caller on this day (of the organisation''s time zone) already; returns how many are left after this one, which the caller is to write.';
revoke all on function audit.require_opening(org.member, text, integer) from public;
