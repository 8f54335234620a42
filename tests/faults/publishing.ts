import type { Database } from "../../supabase/local/database/database.ts";
import { owned } from "../local/harness/calls.ts";
import { publishNext } from "../local/release/publishing.ts";
import type { Ground } from "./grounds.ts";
import type { ServerProcess } from "./server-process.ts";
import type { Work } from "./work.ts";
import { DAY, type World } from "./world.ts";

/** A published window, by layer, audience and first day → digest of all that it shows. */
export type Windows = ReadonlyMap<string, string>;

/** What an undisturbed publication of the same world gives. */
export async function publishedWhole(ground: Ground<World>): Promise<Windows> {
  const db = await (await ground.copy()).open();
  try {
    while (await publishNext(db, ground.world.organisation, DAY));
    return await windowsOf(db);
  } finally {
    await db.close();
  }
}

/**
 * The windows in a database. The noise of staff releases depends on people, place and time alone, so the same world
 * shows the same cells; research draws its noise anew, so there the number of its rows tells whether it is whole.
 */
async function windowsOf(db: Database): Promise<Windows> {
  const holders = await owned(
    db,
    `select c.relname from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = a.attrelid
     where c.relnamespace = 'release'::regnamespace and c.relkind = 'r' and a.attname = 'window_id' order by 1`,
  );
  const counts = holders.map(
    ({ relname }) =>
      `'${relname} ' || (select count(*) from release."${relname}" r where r.window_id = w.id)`,
  );
  const rows = await owned(
    db,
    `select concat_ws('/', w.layer, w.tier, t.name, w.starts_on) as name, concat_ws(', ', ${counts.join(", ")}, (
       select md5(string_agg(concat_ws('/', c.breakdown, c.category, s.first, c.class), ',' order by c.breakdown, c.category, s.first))
       from release.cell c join lateral (
         select min(l.square) as first from release.leaf_square l where l.leaf_id = c.leaf_id
       ) s on true
       where c.window_id = w.id
     ), (select count(*) from audit.event e
         where e.action = 'window_published' and (e.counts ->> 'window')::integer = w.id) || ' audit rows') as digest
     from release.window w left join org.team t on t.id = w.team_id`,
  );
  return new Map(rows.map((row) => [String(row["name"]), String(row["digest"])]));
}

/** Publishes window after window, as the command line does, until nothing is due. */
export function publishing(world: World, whole: Windows): Work {
  let acknowledged = 0;
  let lastLife = 0;
  const publish = (server: ServerProcess, dryRun: boolean) =>
    server.post(world.lead, "publish", { dry_run: dryRun });
  let exhausted = false;
  return {
    async until(server, told = () => undefined) {
      for (;;) {
        const answer = await publish(server, false).catch(() => undefined);
        if (answer?.status === 400) exhausted = true;
        if (answer?.status !== 200) return;
        acknowledged += 1;
        told();
      }
    },
    async resume(server) {
      const { body } = await publish(server, true);
      const published = whole.size - (body as { remaining: number }).remaining;
      const here = acknowledged - lastLife;
      // One that was published while its answer was cut off counts as acknowledged from now on.
      acknowledged = lastLife + published;
      exhausted = published === whole.size;
      return Math.max(0, here - published);
    },
    acknowledged: () => acknowledged,
    isExhausted: () => exhausted,
    async settle(db) {
      const windows = await windowsOf(db);
      const missing = acknowledged - lastLife - windows.size;
      lastLife = acknowledged;
      exhausted = false;
      const odd = [...windows].filter(([name, digest]) => whole.get(name) !== digest);
      return { lost: Math.max(0, missing), wrong: odd.length };
    },
  };
}
