import type { Database } from "../../supabase/local/database/database.ts";
import { exactly, type HttpAttack } from "./attack.ts";
import type { Client } from "./http/client.ts";
import { productFunctions } from "./http/functions.ts";
import type { World } from "./http/world.ts";

const SCHEMAS = ["grid", "org", "field", "release", "audit", "auth"];

/** Relations of the product by name; an attacker reads them in supabase/migrations. */
const RELATIONS = [
  ...["org.organisation", "org.member", "org.team", "org.invitation", "org.sector", "org.sector_cell"],
  ...[
    "field.round",
    "field.stop",
    "field.visit",
    "field.encounter",
    "field.contact",
    "field.site",
    "field.site_event",
  ],
  ...[
    "field.alert",
    "field.import_batch",
    "field.import_row",
    "field.recorder",
    "field.institutional_contact",
  ],
  ...[
    "release.policy",
    "release.season",
    "release.leaf",
    "release.leaf_square",
    "release.window",
    "release.cell",
    "release.institutional_quarter",
    "release.institutional_cell",
  ],
  ...[
    "release.ledger",
    "release.research_value",
    "release.flow",
    "audit.event",
    "auth.users",
    "auth.sessions",
  ],
];

/** Everything that HTTP answers of a relation or of an inner function, for one person. */
async function answered(client: Client): Promise<string[]> {
  const open: string[] = [];
  const look = async (path: string, options = {}) => {
    const { status } = await client.ask(path, options);
    if (status < 400) open.push(path);
  };
  for (const relation of RELATIONS) {
    const [schema = "", table = ""] = relation.split(".");
    for (const name of [table, relation]) await look(`/rest/v1/${name}?limit=1`);
    await look(`/rest/v1/${table}?limit=1`, { headers: { "accept-profile": schema } });
    await look(`/rest/v1/${table}`, { body: {}, headers: { "content-profile": schema } });
  }
  return open;
}

async function innerFunctions(client: Client): Promise<string[]> {
  const open: string[] = [];
  const api = new Set(
    productFunctions()
      .filter(({ schema }) => schema === "api")
      .map(({ name }) => name),
  );
  for (const { schema, name } of productFunctions()) {
    if (schema === "api" || api.has(name)) continue;
    for (const called of [name, `${schema}.${name}`]) {
      if ((await client.post(called)).status < 400) open.push(called);
    }
  }
  return open;
}

/** Rights that the database itself gives to the roles of HTTP, on every relation, column and function there is. */
const RIGHTS = `
  select r.name || ' ' || c.oid::regclass as granted
  from unnest(array['anon', 'authenticated']) r (name)
  cross join pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = any ($1) and c.relkind in ('r', 'p', 'v', 'm', 'S')
    and (case when c.relkind = 'S' then has_sequence_privilege(r.name, c.oid, 'usage, select, update')
      else has_table_privilege(r.name, c.oid, 'select, insert, update, delete, truncate, references, trigger')
        or has_any_column_privilege(r.name, c.oid, 'select, insert, update, references') end)
  union all
  select r.name || ' ' || p.oid::regprocedure
  from unnest(array['anon', 'authenticated']) r (name)
  cross join pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname = any ($1) and n.nspname <> 'auth' and has_function_privilege(r.name, p.oid, 'execute')
    and has_schema_privilege(r.name, n.oid, 'usage')
  union all
  select r.name || ' ' || p.oid::regprocedure
  from unnest(array['anon']) r (name)
  cross join pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname = 'api' and has_function_privilege(r.name, p.oid, 'execute') and p.proname not in ('join', 'submit_alert')`;

async function granted(db: Database): Promise<string[]> {
  const { rows } = await db.transaction({}, null, (query) => query(RIGHTS, [SCHEMAS]));
  return rows.map((row) => String(row["granted"]));
}

/** The same sweep where one table was granted by mistake. */
async function sweepOfAMistake(db: Database): Promise<number> {
  await db.exec("grant select on field.contact to authenticated");
  const open = await granted(db);
  await db.exec("revoke select on field.contact from authenticated");
  return open.length > 0 ? 1 : 0;
}

/** Attack 16: every relation and every inner function, asked for by everybody, and every right in the catalogue. */
export const grants: HttpAttack = {
  id: 16,
  name: "grants sweep",
  bites: 1,
  async run({ say }, world: World) {
    const {
      admin,
      dpo,
      researcher,
      leads: [lead],
      educators: [educator],
      nobody,
    } = world;
    const open: string[] = [];
    for (const [name, client] of Object.entries({ admin, dpo, researcher, lead, educator, nobody })) {
      say(`grants: as ${name}`);
      open.push(...(await answered(client)));
    }
    const inner = [...(await innerFunctions(lead)), ...(await innerFunctions(nobody))];
    for (const each of [...open, ...inner]) say(`grants: ${each} is answered`);
    return async (db) => ({
      parts: [
        exactly("relations that answer over HTTP", open.length, 0),
        exactly("inner functions that answer over HTTP", inner.length, 0),
        exactly("rights in the database's catalogue", (await granted(db)).length, 0),
      ],
      unprotected: await sweepOfAMistake(db),
    });
  },
};
