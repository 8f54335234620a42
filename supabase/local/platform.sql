-- What Supabase already has, for PGlite and for an own PostgreSQL. Run once by a superuser, before the
-- migrations; running it again changes nothing. The default grants are Supabase's, so that a local database
-- is never falsely safer than a hosted one.
do $$
declare
  name text;
begin
  foreach name in array array['anon', 'authenticated', 'service_role', 'repere_owner'] loop
    if not exists (select from pg_catalog.pg_roles where rolname = name) then
      execute format('create role %I nologin noinherit', name);
    end if;
  end loop;
  if not exists (select from pg_catalog.pg_roles where rolname = 'authenticator') then
    create role authenticator login noinherit;
  end if;
end
$$;

alter role service_role bypassrls;
alter role repere_owner inherit;
grant anon, authenticated, service_role to authenticator;
-- A publication's key and everybody's claims are parameters of its statements: a server that logs statements must
-- not write them down.
alter role authenticator set log_parameter_max_length = 0;
alter role authenticator set log_parameter_max_length_on_error = 0;

create schema if not exists extensions;
grant usage on schema extensions to public;
create extension if not exists postgis with schema extensions;
create extension if not exists pgcrypto with schema extensions;
-- Said here, by whom it can be mended: the first organisation would fail for want of extensions.spatial_ref_sys.
do $$
declare
  elsewhere text := (
    select string_agg(format('%s in %s', e.extname, e.extnamespace::regnamespace), ', ')
    from pg_catalog.pg_extension e
    where e.extname in ('postgis', 'pgcrypto') and e.extnamespace <> 'extensions'::regnamespace
  );
begin
  if elsewhere is not null then
    raise exception 'Repère needs its extensions in the schema "extensions"; this database has %', elsewhere
      using hint = 'Drop them in a database without data, and run this file again: it makes them where they belong.';
  end if;
end
$$;

do $$
begin
  execute format('grant create, connect, temporary on database %I to repere_owner', current_database());
end
$$;

create schema if not exists auth;
grant usage on schema auth to anon, authenticated, service_role, repere_owner;

create or replace function auth.jwt() returns jsonb
language sql stable
set search_path = ''
as $$
  select coalesce(nullif(pg_catalog.current_setting('request.jwt.claims', true), ''), '{}')::jsonb;
$$;
comment on function auth.jwt() is 'Claims of the verified token of this request.';

create or replace function auth.uid() returns uuid
language sql stable
set search_path = ''
as $$
  select nullif(auth.jwt() ->> 'sub', '')::uuid;
$$;
comment on function auth.uid() is 'Account of the verified token of this request.';

create or replace function auth.role() returns text
language sql stable
set search_path = ''
as $$
  select auth.jwt() ->> 'role';
$$;
comment on function auth.role() is 'Role of the verified token of this request.';

grant usage on schema public to anon, authenticated, service_role;
alter default privileges for role repere_owner in schema public
grant all on tables to anon, authenticated, service_role;
alter default privileges for role repere_owner in schema public
grant all on functions to anon, authenticated, service_role;
alter default privileges for role repere_owner in schema public
grant all on sequences to anon, authenticated, service_role;

create schema if not exists supabase_migrations;
create table if not exists supabase_migrations.schema_migrations (
  version text primary key,
  statements text[],
  name text
);
grant usage on schema supabase_migrations to repere_owner;
grant select, insert, update, delete on supabase_migrations.schema_migrations to repere_owner;
