-- Rules that every object of our schemas obeys, whoever adds it. Each query answers the offenders.
begin;
create extension if not exists pgtap with schema extensions;
set local search_path = extensions, pg_catalog;

select plan(21);

create temporary view our_schema as
select n.oid, n.nspname, n.nspacl from pg_namespace n
where n.nspname in ('grid', 'org', 'field', 'release', 'audit', 'api');

create temporary view our_relation as
select c.oid, c.oid::regclass::text as name, c.relkind, c.relacl, c.relowner, c.relrowsecurity, s.nspname
from pg_class c join our_schema s on s.oid = c.relnamespace;

create temporary view our_function as
select p.oid, p.oid::regprocedure::text as name, p.proowner, p.prosecdef, p.proconfig, p.prosqlbody, s.nspname
from pg_proc p join our_schema s on s.oid = p.pronamespace;

create temporary view http_role as
select unnest(array['anon', 'authenticated', 'service_role']) as name;

select is((select count(*)::integer from our_schema), 6, 'the six schemas exist');

select is_empty(
  $$select s.nspname, r.name from our_schema s cross join http_role r
    where s.nspname <> 'api' and (has_schema_privilege(r.name, s.oid, 'usage') or has_schema_privilege(r.name, s.oid, 'create'))$$,
  'no role of HTTP may use a schema other than api'
);

select is_empty(
  $$select r.name from our_schema s cross join http_role r
    where s.nspname = 'api' and has_schema_privilege(r.name, s.oid, 'create')$$,
  'no role of HTTP may create anything in api'
);

select is_empty(
  $$select c.name from our_relation c where c.nspname = 'api'$$,
  'api holds no relation'
);

select is_empty(
  $$select t.typname from pg_type t join our_schema s on s.oid = t.typnamespace where s.nspname = 'api'$$,
  'api holds no type'
);

select is_empty(
  $$select c.name from our_relation c where c.relkind in ('r', 'p') and not c.relrowsecurity$$,
  'every table has row-level security'
);

select is_empty(
  $$select c.name, a.grantee::regrole, a.privilege_type from our_relation c, aclexplode(c.relacl) a
    where a.grantee <> c.relowner$$,
  'no table, view or sequence is granted to anyone'
);

select is_empty(
  $$select c.name, t.attname from our_relation c join pg_attribute t on t.attrelid = c.oid, aclexplode(t.attacl) a
    where a.grantee <> c.relowner$$,
  'no column is granted to anyone'
);

select is_empty(
  $$select f.name from our_function f
    where 'search_path=""' <> all (coalesce(f.proconfig, '{}')) and f.prosqlbody is null$$,
  'every function has an empty search_path, or a body bound when it was made'
);

select is_empty(
  $$select f.name from our_function f where f.prosecdef <> (f.nspname = 'api')$$,
  'functions of api, and no others, run with the rights of their owner'
);

select is_empty(
  $$select f.name from our_function f join pg_roles r on r.oid = f.proowner where r.rolsuper or r.rolbypassrls$$,
  'no function is owned by a superuser or by a role that passes row-level security'
);

select is_empty(
  $$select f.name, r.name from our_function f cross join http_role r
    where f.nspname <> 'api' and has_function_privilege(r.name, f.oid, 'execute')$$,
  'no role of HTTP may execute a function outside api'
);

select is_empty(
  $$select f.name from our_function f
    where f.nspname = 'api' and not has_function_privilege('authenticated', f.oid, 'execute')$$,
  'signed-in accounts may call every function of api'
);

select is_empty(
  $$select f.name, r.name from our_function f join http_role r on r.name <> 'authenticated'
    where f.nspname = 'api' and has_function_privilege(r.name, f.oid, 'execute')
      and f.name !~ '^api\."?(join|submit_alert)"?\('$$,
  'without an account nothing may be called but join and submit_alert'
);

select is_empty(
  $$select c.name, k.conname from pg_constraint k join our_relation c on c.oid = k.conrelid
    where k.contype = 'f' and not exists (
      select from pg_index i
      where i.indrelid = k.conrelid and i.indpred is null
        and (i.indkey::smallint[])[0:cardinality(k.conkey) - 1] @> k.conkey
    )$$,
  'every foreign key has an index that starts with its columns'
);

select is_empty(
  $$select s.nspname from our_schema s where obj_description(s.oid, 'pg_namespace') is null$$,
  'every schema says what it holds'
);

select is_empty(
  $$select c.name from our_relation c
    where c.relkind in ('r', 'p', 'v', 'm') and obj_description(c.oid, 'pg_class') is null$$,
  'every table says what it holds'
);

select is_empty(
  $$select f.name from our_function f where obj_description(f.oid, 'pg_proc') is null$$,
  'every function says what it does'
);

select is_empty(
  $$select c.name, t.attname from our_relation c join pg_attribute t on t.attrelid = c.oid
    where c.relkind in ('r', 'p', 'v', 'm') and t.attnum > 0 and not t.attisdropped
      and format_type(t.atttypid, null) ~ '(geometry|geography|raster|point|box|circle|path|line|polygon|real|double precision)'$$,
  'no column can hold a coordinate'
);

-- What is added later starts closed: default privileges, not luck.
create function api.added_later() returns integer language sql as 'select 1';
create table field.added_later (id integer);

select is_empty(
  $$select r.name from http_role r where has_function_privilege(r.name, 'api.added_later()', 'execute')$$,
  'a new function of api is closed until it is granted'
);

select is_empty(
  $$select r.name from http_role r
    where has_table_privilege(r.name, 'field.added_later', 'select, insert, update, delete, truncate')$$,
  'a new table is closed'
);

select * from finish();
rollback;
