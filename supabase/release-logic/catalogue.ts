import type { Database } from "../local/database/database.ts";

/** What a database's behaviour is made of: a name for each thing, and its full definition. */
export type Catalogue = ReadonlyMap<string, string>;

const OURS = "array['grid', 'org', 'field', 'release', 'audit', 'api']::regnamespace[]";

/** One line for each thing: `key` names it, `value` is everything that could differ. */
const QUERIES: readonly string[] = [
  // Functions with their manners: pg_get_functiondef has the volatility, the search_path and the body.
  `select 'function ' || p.oid::regprocedure as key, pg_get_functiondef(p.oid) as value
   from pg_proc p where p.pronamespace = any (${OURS}) and p.prokind <> 'a'`,
  `select 'grants of function ' || p.oid::regprocedure as key, ${sorted("p.proacl")} as value
   from pg_proc p where p.pronamespace = any (${OURS})`,
  `select 'comment of function ' || p.oid::regprocedure as key, obj_description(p.oid, 'pg_proc') as value
   from pg_proc p where p.pronamespace = any (${OURS})`,
  `select 'view ' || c.oid::regclass as key, pg_get_viewdef(c.oid) || coalesce(c.reloptions::text, '') as value
   from pg_class c where c.relnamespace = any (${OURS}) and c.relkind in ('v', 'm')`,
  `select 'trigger ' || t.tgname || ' on ' || t.tgrelid::regclass as key,
     concat_ws(' ', pg_get_triggerdef(t.oid), t.tgenabled) as value
   from pg_trigger t join pg_class c on c.oid = t.tgrelid
   where c.relnamespace = any (${OURS}) and not t.tgisinternal`,
  `select 'policy ' || p.polname || ' on ' || p.polrelid::regclass as key,
     concat_ws(' ', p.polcmd, p.polpermissive, p.polroles::regrole[], pg_get_expr(p.polqual, p.polrelid),
       pg_get_expr(p.polwithcheck, p.polrelid)) as value
   from pg_policy p join pg_class c on c.oid = p.polrelid where c.relnamespace = any (${OURS})`,
  `select 'relation ' || c.oid::regclass as key,
     concat_ws(' ', c.relkind, 'security', c.relrowsecurity, c.relforcerowsecurity, ${sorted("c.relacl")}) as value
   from pg_class c where c.relnamespace = any (${OURS}) and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')`,
  `select concat('comment of ', c.oid::regclass, ' ', d.objsubid) as key, d.description as value
   from pg_description d join pg_class c on c.oid = d.objoid and d.classoid = 'pg_class'::regclass
   where c.relnamespace = any (${OURS})`,
  `select concat('column ', a.attrelid::regclass, '.', a.attname) as key,
     concat_ws(' ', format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid),
       ${sorted("a.attacl")}) as value
   from pg_attribute a join pg_class c on c.oid = a.attrelid
   left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
   where c.relnamespace = any (${OURS}) and c.relkind in ('r', 'p', 'v', 'm') and a.attnum > 0 and not a.attisdropped`,
  `select concat('constraint ', t.conname, ' on ', t.conrelid::regclass) as key, pg_get_constraintdef(t.oid) as value
   from pg_constraint t where t.connamespace = any (${OURS}) and t.contype <> 'n'`,
  `select 'index ' || i.indexrelid::regclass as key, pg_get_indexdef(i.indexrelid) as value
   from pg_index i join pg_class c on c.oid = i.indrelid where c.relnamespace = any (${OURS})`,
  `select 'type ' || t.oid::regtype as key,
     coalesce((select string_agg(e.enumlabel, ' ' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid), '')
       as value
   from pg_type t where t.typnamespace = any (${OURS}) and t.typtype in ('e', 'd')`,
  `select 'schema ' || n.nspname as key,
     concat_ws(' ', ${sorted("n.nspacl")}, obj_description(n.oid, 'pg_namespace')) as value
   from pg_namespace n where n.oid = any (${OURS})`,
  `select concat('default grants ', d.defaclrole::regrole, ' ', d.defaclnamespace::regnamespace, ' ', d.defaclobjtype)
     as key, ${sorted("d.defaclacl")} as value
   from pg_default_acl d`,
];

function sorted(acl: string): string {
  return `(select string_agg(item::text, ' ' order by item::text) from unnest(${acl}) item)`;
}

/** Everything that migrations and logic may make in our six schemas. */
export function readCatalogue(db: Database): Promise<Catalogue> {
  return db.transaction({ search_path: "" }, null, async (query) => {
    const found = new Map<string, string>();
    for (const sql of QUERIES) {
      const { rows } = await query(sql);
      for (const { key, value } of rows) found.set(String(key), String(value));
    }
    return found;
  });
}

/** Names of what differs: `-` only in the first catalogue, `+` only in the second, `~` in both and not the same. */
export function differences(first: Catalogue, second: Catalogue): string[] {
  const lost = [...first.keys()].filter((key) => !second.has(key)).map((key) => `- ${key}`);
  const gained = [...second.keys()].filter((key) => !first.has(key)).map((key) => `+ ${key}`);
  const changed = [...second]
    .filter(([key, value]) => first.has(key) && first.get(key) !== value)
    .map(([key]) => `~ ${key}`);
  return [...lost, ...gained, ...changed].sort();
}
