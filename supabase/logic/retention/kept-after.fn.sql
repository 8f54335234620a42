create or replace function field.kept_after(organisation uuid)
returns date
language sql stable security invoker
set search_path = ''
as $$
  -- The earlier of the service clock and the real one: a day set in the future must not erase anything.
  select (least(release.today(o.time_zone), (clock_timestamp() at time zone o.time_zone)::date) - interval '24 months')::date
  from org.organisation o where o.id = kept_after.organisation
$$;
comment on function field.kept_after(uuid) is
  'Last service date whose records have come of age: 24 months ago (the CNIL''s practice for social work). What is younger is kept.';
revoke all on function field.kept_after(uuid) from public;
