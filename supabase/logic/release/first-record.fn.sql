create or replace function release.first_record(organisation uuid, team uuid)
returns date
language sql stable security invoker
set search_path = ''
as $$
  select min(r.service_date) from field.round r
  where r.organisation_id = first_record.organisation
    and (first_record.team is null or r.team_id = first_record.team)
    and r.status in ('done', 'validated')
$$;
comment on function release.first_record(uuid, uuid) is
  'Day of the first done round of a team, or (team null) of an organisation; null before it.';
revoke all on function release.first_record(uuid, uuid) from public;
