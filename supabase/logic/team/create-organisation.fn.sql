create or replace function org.create_organisation(
  name text, time_zone text, srid integer,
  offset_e_km integer default 0, offset_n_km integer default 0, fictitious boolean default false
)
returns uuid
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  organisation uuid := gen_random_uuid();
begin
  if not exists (select from pg_catalog.pg_timezone_names z where z.name = create_organisation.time_zone) then
    perform org.refuse('RP001', 'time_zone is an IANA name such as Europe/Paris.');
  end if;
  if org.clean_name(create_organisation.name, 120) is null then
    perform org.refuse('RP001', 'name has 1 to 120 printable characters.');
  end if;
  insert into org.organisation (id, name, time_zone, grid_id, fictitious, created_at)
  values (
    organisation, org.clean_name(create_organisation.name, 120), create_organisation.time_zone,
    grid.ensure(create_organisation.srid, create_organisation.offset_e_km, create_organisation.offset_n_km),
    create_organisation.fictitious, release.now()
  );
  insert into release.policy (organisation_id, version, made_at) values (organisation, 1, release.now());
  perform audit.write('organisation_created', organisation, '{}', organisation);
  return organisation;
end
$$;
comment on function org.create_organisation(text, text, integer, integer, integer, boolean) is
  'Makes an organisation with its grid and the first protection policy. For the server''s owner only.';
revoke all on function org.create_organisation(text, text, integer, integer, integer, boolean) from public;
