import { setTimeout as wait } from "node:timers/promises";
import type { Database } from "../../supabase/local/database/database.ts";
import { migrate } from "../../supabase/local/database/migrate.ts";
import { makeGround } from "../faults/grounds.ts";
import { makeManyContacts } from "./many-contacts.ts";
import { type Bench, timed } from "./report.ts";

/** The earlier version has so many migrations less. */
const NEWER = 30;
const GOAL_MS = 1000;
const PROBE_EVERY_MS = 10;

/**
 * The newest migrations on a database with the largest number of contacts, while a reader asks all the time. A migration
 * is one transaction, so its length bounds every lock that it takes; how long the reader waited is what people feel.
 */
export async function upgradeBench({ contacts, say, print }: Bench): Promise<void> {
  const count = contacts.at(-1) ?? 0;
  say(`making ${count} contacts on the version of ${NEWER} migrations ago`);
  const ground = await makeGround("postgres", {
    without: NEWER,
    fill: async (db, superuser) => {
      const close = () => Promise.resolve();
      await makeManyContacts(
        { kind: "postgres", db, superuser, close },
        { contacts: count, weeks: 104, from: "2024-07-01" },
      );
    },
  });
  if ("absent" in ground) return say(`upgrade is skipped: ${ground.absent}`);
  const db = await (await ground.copy()).open();
  try {
    const { steps, longestWait } = await whileRead(db);
    const slowest = [...steps].sort((a, b) => b.ms - a.ms)[0];
    print({
      ...{ bench: "upgrade", database: "postgres", contacts: count, migrations: steps.length },
      ...{ slowest_ms: Math.round(slowest?.ms ?? 0), slowest: slowest?.name },
      ...{
        all_ms: Math.round(steps.reduce((sum, { ms }) => sum + ms, 0)),
        reader_waited_ms: Math.round(longestWait),
      },
      goal: `no lock over ${GOAL_MS} ms`,
      met: steps.length === NEWER && (slowest?.ms ?? GOAL_MS) < GOAL_MS,
    });
  } finally {
    await db.close();
    ground.close();
  }
}

interface Step {
  readonly name: string;
  readonly ms: number;
}

/** Migrates while a second connection reads the tables of records, and tells how long it ever waited. */
async function whileRead(db: Database): Promise<{ steps: readonly Step[]; longestWait: number }> {
  const steps: { name: string; ms: number }[] = [];
  let isDone = false;
  let longestWait = 0;
  const probing = (async () => {
    while (!isDone) {
      const { ms } = await timed(() => db.transaction({}, null, readOnce, { readOnly: true }));
      longestWait = Math.max(longestWait, ms);
      await wait(PROBE_EVERY_MS);
    }
  })();
  let began = 0;
  const end = () => {
    const last = steps.at(-1);
    if (last) last.ms = performance.now() - began;
  };
  await migrate(db, {
    onStep: (name) => {
      end();
      steps.push({ name, ms: 0 });
      began = performance.now();
    },
  });
  end();
  isDone = true;
  await probing;
  return { steps, longestWait };
}

async function readOnce(query: Parameters<Parameters<Database["transaction"]>[2]>[0]): Promise<void> {
  await query(`select (select id from field.visit limit 1), (select id from field.encounter limit 1),
    (select id from field.contact limit 1), (select id from field.round limit 1)`);
}
