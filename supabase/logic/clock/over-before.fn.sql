create or replace function release.over_before(organisation uuid)
returns date
language sql stable security invoker
set search_path = ''
as $$
  -- A service clock set too late would publish empty windows for ever. Invented data has no real day.
  select case when o.fictitious then 'infinity'::date else (clock_timestamp() at time zone o.time_zone)::date end
  from org.organisation o where o.id = over_before.organisation
$$;
comment on function release.over_before(uuid) is
  'The day before which a window must end to be published, whatever day the service clock is set to: the real one, and none for an organisation of invented data.';
revoke all on function release.over_before(uuid) from public;
