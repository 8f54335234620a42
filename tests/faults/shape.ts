import type { Database } from "../../supabase/local/database/database.ts";
import { owned } from "../local/harness/calls.ts";

/** Digest of the applied versions and of every column, constraint, index, trigger and function of ours. */
export async function shapeOf(db: Database): Promise<string> {
  const [row] = await owned(
    db,
    `with ours as (
       select n.oid from pg_namespace n where n.nspname in ('grid', 'org', 'field', 'release', 'audit', 'api')
     )
     select md5(string_agg(part, e'\\n' order by part)) as digest from (
       select 'version ' || version from supabase_migrations.schema_migrations
       union all select concat_ws(' ', a.attrelid::regclass, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull)
         from pg_attribute a join pg_class c on c.oid = a.attrelid
         where c.relnamespace in (select oid from ours) and a.attnum > 0 and not a.attisdropped
       union all select concat_ws(' ', c.conrelid::regclass, pg_get_constraintdef(c.oid), c.convalidated)
         from pg_constraint c where c.connamespace in (select oid from ours)
       union all select pg_get_indexdef(i.indexrelid) || i.indisvalid
         from pg_index i join pg_class c on c.oid = i.indrelid where c.relnamespace in (select oid from ours)
       union all select pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = t.tgrelid
         where c.relnamespace in (select oid from ours) and not t.tgisinternal
       union all select pg_get_functiondef(p.oid) || coalesce(p.proacl::text, '')
         from pg_proc p where p.pronamespace in (select oid from ours) and p.prokind = 'f'
     ) parts (part)`,
  );
  return String(row?.["digest"]);
}
