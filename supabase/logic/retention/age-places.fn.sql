create or replace function field.age_places(organisation uuid, last_day date)
returns jsonb
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  visits bigint;
  sites bigint;
  alerts bigint;
begin
  -- A visit to a living site, and a stop planned at a site or for an alert, hold that place's cell too: what is left
  -- of it is the 8 km square. Street visits keep their cell: where teams went is no secret.
  update field.visit v set
    outcome = null,
    cell = case when v.site_id is not null or v.at_living_site then grid.square_of(v.cell, 8) else v.cell end
  where v.organisation_id = organisation and v.service_date <= last_day and (
    v.outcome is not null
    or (v.site_id is not null or v.at_living_site) and v.cell <> grid.square_of(v.cell, 8)
  );
  get diagnostics visits = row_count;
  update field.stop s set cell = grid.square_of(s.cell, 8)
  from field.round r
  where r.id = s.round_id and r.organisation_id = organisation and r.service_date <= last_day
    and (s.site_id is not null or s.alert_id is not null) and s.cell <> grid.square_of(s.cell, 8);
  update field.site s set cell = null
  where s.organisation_id = organisation and s.closed_on <= last_day and s.cell is not null;
  get diagnostics sites = row_count;
  update field.site_event e set moved_to_district = null
  from field.site s
  where s.id = e.site_id and s.organisation_id = organisation and e.happened_on <= last_day
    and e.moved_to_district is not null;
  update field.alert a set cell = null
  where a.organisation_id = organisation and coalesce(a.closed_on, a.due_on) <= last_day and a.cell is not null;
  get diagnostics alerts = row_count;
  delete from org.territory t where t.organisation_id = organisation and t.decided_on <= last_day;
  return jsonb_build_object('visits', visits, 'sites', sites, 'alerts', alerts);
end
$$;
comment on function field.age_places(uuid, date) is
  'Takes the outcome from visits up to a service date, and the place from closed sites, from alerts that are closed or past their deadline, and from visits and stops that would give those places away, and answers about territories that nobody used since; answers how many rows.';
revoke all on function field.age_places(uuid, date) from public;
