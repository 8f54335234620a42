create or replace function audit.require_site_openings(caller org.member, sites integer, most integer)
returns integer
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  zone text := (select o.time_zone from org.organisation o where o.id = caller.organisation_id);
  opened bigint;
begin
  -- One answer that names sites after another, so that two at once do not share what is left.
  perform pg_advisory_xact_lock(
    ('x' || encode(substring(sha256(uuid_send(caller.user_id) || 'sites_opened'::bytea) from 1 for 8), 'hex'))::bit(64)::bigint
  );
  -- By the real clock, as the log is; whatever is called an opening and says how many sites it named counts.
  select coalesce(sum((e.counts ->> 'sites')::integer), 0) into opened
  from audit.event e
  where e.organisation_id = caller.organisation_id and e.actor = caller.user_id
    and e.action like '%\_opened' and e.counts ? 'sites'
    and e.happened_at > clock_timestamp() - interval '25 hours'
    and (e.happened_at at time zone zone)::date = (clock_timestamp() at time zone zone)::date;
  if opened + sites > most then
    perform org.refuse('RP007', 'This account has not so many sites left today.');
  end if;
  return most - opened - sites;
end
$$;
comment on function audit.require_site_openings(org.member, integer, integer) is
  'Raises RP007 where these sites, with those that the caller''s openings of this day (of the organisation''s time zone) named, are more than most; returns how many are left after them. The caller is to write an action …_opened with counts {sites}.';
revoke all on function audit.require_site_openings(org.member, integer, integer) from public;
