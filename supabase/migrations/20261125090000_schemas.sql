-- Six schemas; only `api` is exposed over HTTP. Extensions live in `extensions`, as on Supabase.
create schema if not exists extensions;
create extension if not exists postgis with schema extensions;
create extension if not exists pgcrypto with schema extensions;

create schema grid;
create schema org;
create schema field;
create schema release;
create schema audit;
create schema api;

comment on schema grid is 'Grid definitions and cell arithmetic: pure functions.';
comment on schema org is 'Organisations, teams, members, invitations, sectors.';
comment on schema field is 'What teams record: rounds, visits, encounters, contacts, sites, alerts, imports.';
comment on schema release is 'Policy, seasons, leaves, windows and published cells: immutable once published.';
comment on schema audit is 'Append-only log, written in the transaction of what it records.';
comment on schema api is 'The only schema reachable over HTTP; it holds functions and nothing else.';

revoke all on schema grid, org, field, release, audit, api from public;
grant usage on schema api to anon, authenticated, service_role;

-- Functions are executable by everyone by default, and Supabase grants more: take both back for our schemas.
alter default privileges revoke execute on functions from public;
alter default privileges in schema api revoke execute on functions from public, anon, authenticated, service_role;
