import type { Database } from "./database.ts";

/** How often a database without a housekeeper of its own is looked at, milliseconds. */
const EVERY_MS = 30_000;

/** Tables that grew by a fifth (and 64 kB) since they were last looked through, dead rows included. */
const GROWN = `
  select format('%I.%I', n.nspname, c.relname) as name
  from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r' and c.relpersistence = 'p' and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
    and pg_catalog.pg_relation_size(c.oid) > current_setting('block_size')::bigint
      * case when c.reltuples < 0 then 0 else 8 + 1.2 * c.relpages end
  order by c.oid`;

/**
 * What PostgreSQL's autovacuum does and PGlite lacks: frees dead rows and makes the statistics without which queries
 * are planned as if tables were empty. One table at a time, so that requests come between; nothing to do on PostgreSQL.
 *
 * @param isWanted asked before each table; false ends it there
 * @returns names of the tables that were looked through
 */
export async function tidy(db: Database, isWanted = () => true): Promise<string[]> {
  if (db.kind !== "pglite") return [];
  const { rows } = await db.transaction({}, null, (query) => query(GROWN), { readOnly: true });
  const done: string[] = [];
  for (const { name } of rows) {
    if (!isWanted()) break;
    await db.exec(`vacuum (analyze) ${name}`);
    done.push(String(name));
  }
  return done;
}

/** Tidies now and then; returns how to stop it, after the table under way. A failure is told by its code and tried again. */
export function keepTidy(
  db: Database,
  onError: (error: unknown) => void,
  everyMs = EVERY_MS,
): () => Promise<void> {
  if (db.kind !== "pglite") return async () => undefined;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();
  let isStopped = false;
  const plan = () => {
    if (isStopped) return;
    timer = setTimeout(() => {
      running = tidy(db, () => !isStopped)
        .catch(onError)
        .finally(plan);
    }, everyMs);
    timer.unref();
  };
  plan();
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    await running;
  };
}
