-- What a hosted Supabase project has before anything of ours, for trying migrations against its restrictions: the login
-- `postgres` is no superuser, `auth` and its objects belong to another role, extensions live in `extensions`. Written
-- from Supabase's documents and image (supabase/postgres), with the tables of Supabase Auth that we read. Run as the
-- superuser `supabase_admin`.
create role anon nologin noinherit;
create role authenticated nologin noinherit;
create role service_role nologin noinherit bypassrls;
create role authenticator login noinherit;
grant anon, authenticated, service_role to authenticator;
create role postgres login createrole createdb replication bypassrls;
grant anon, authenticated, service_role to postgres with admin option;
create role supabase_auth_admin nologin noinherit createrole;

create schema extensions authorization postgres;
grant usage on schema extensions to anon, authenticated, service_role;
-- Hosted, `create extension` is let through for trusted names; here they are there already.
create extension postgis with schema extensions;
create extension pgcrypto with schema extensions;
grant create on schema public to postgres;

create schema auth authorization supabase_auth_admin;
grant usage on schema auth to anon, authenticated, service_role, postgres;
set role supabase_auth_admin;
create table auth.users (
  id uuid primary key, email varchar(255), encrypted_password varchar(255), raw_user_meta_data jsonb,
  created_at timestamptz, banned_until timestamptz
);
create table auth.sessions (
  id uuid primary key, user_id uuid not null references auth.users (id) on delete cascade,
  created_at timestamptz, updated_at timestamptz, factor_id uuid, aal text, not_after timestamptz
);
create function auth.jwt() returns jsonb language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim', true), ''), nullif(current_setting('request.jwt.claims', true), '')
  )::jsonb
$$;
create function auth.uid() returns uuid language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.sub', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'
  )::uuid
$$;
create function auth.role() returns text language sql stable as $$
  select nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role'
$$;
grant all on all tables in schema auth to postgres;
reset role;

-- The hosted default grants: whatever `postgres` makes in public is open to everybody who has a token.
alter default privileges for role postgres in schema public grant all on tables to anon, authenticated, service_role;
alter default privileges for role postgres in schema public grant all on functions to anon, authenticated, service_role;

-- Vault and pg_cron, as far as docs/deploy-supabase.md uses them; nothing is encrypted and nothing runs by itself here.
create schema vault;
create table vault.secrets (name text unique, secret text not null);
create view vault.decrypted_secrets as select name, secret as decrypted_secret from vault.secrets;
create function vault.create_secret(new_secret text, new_name text) returns void language sql as $$
  insert into vault.secrets (name, secret) values (new_name, new_secret)
$$;
create schema cron;
create table cron.job (jobname text unique, schedule text not null, command text not null);
create function cron.schedule(job_name text, schedule text, command text) returns void language sql as $$
  insert into cron.job values (job_name, schedule, command)
$$;
grant usage on schema vault, cron to postgres;
grant all on all tables in schema vault, cron to postgres;
