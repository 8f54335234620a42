import { setTimeout as wait } from "node:timers/promises";
import type { Database } from "../../supabase/local/database/database.ts";
import { migrate } from "../../supabase/local/database/migrate.ts";
import { makeGround, type Place } from "../faults/grounds.ts";
import { makeManyContacts } from "./many-contacts.ts";
import { type Bench, timed } from "./report.ts";

/** The earlier version has so many migrations less. */
const NEWER = 30;
const GOAL_MS = 1000;
const ASK_EVERY_MS = 10;
/** So long both ask with nothing going on, so that a busy machine is told from a lock. */
const ALONE_MS = 3000;

const READ = `select (select id from field.visit limit 1), (select id from field.encounter limit 1),
  (select id from field.contact limit 1), (select id from field.round limit 1)`;
/** Changes no row, and waits as every writer does for whoever keeps writers of these tables out. */
const WRITE = `with v as (update field.visit set minutes = minutes where false returning id),
  e as (update field.encounter set place_kind = place_kind where false returning id),
  c as (update field.contact set gender = gender where false returning id)
  update field.round set slot = slot where false`;

/**
 * The newest migrations on a database with the largest number of contacts, while a reader and a writer of another server
 * ask all the time: a migration is one transaction, so its length bounds every lock that it takes, and what the two
 * waited is what people feel. All three are judged.
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
  try {
    const { steps, reader, writer, alone } = await whileAsked(await ground.copy());
    const slowest = longest(steps);
    print({
      ...{ bench: "upgrade", database: "postgres", contacts: count, migrations: steps.length },
      ...{ slowest_ms: Math.round(slowest?.ms ?? 0), slowest: slowest?.name },
      all_ms: Math.round(steps.reduce((sum, { ms }) => sum + ms, 0)),
      ...waited("reader", reader, steps),
      ...waited("writer", writer, steps),
      longest_without_migration_ms: Math.round(longest(alone)?.ms ?? 0),
      goal: `no lock over ${GOAL_MS} ms: no migration longer, no reader or writer kept waiting longer`,
      met: steps.length === NEWER && [...steps, ...reader, ...writer].every(({ ms }) => ms < GOAL_MS),
    });
  } finally {
    ground.close();
  }
}

/** Something that took time, from a moment of `performance.now()`. */
interface Span {
  readonly began: number;
  readonly ms: number;
}

interface Step extends Span {
  readonly name: string;
}

function longest<T extends Span>(spans: readonly T[]): T | undefined {
  return [...spans].sort((one, other) => other.ms - one.ms)[0];
}

/** The longest wait of an asker, and the migrations that ran during it. */
function waited(
  who: string,
  asked: readonly Span[],
  steps: readonly Step[],
): Readonly<Record<string, number | string>> {
  const worst = longest(asked);
  if (!worst) return {};
  const during = steps.filter(({ began, ms }) => began < worst.began + worst.ms && began + ms > worst.began);
  return {
    [`${who}_asked`]: asked.length,
    [`${who}_waited_ms`]: Math.round(worst.ms),
    [`${who}_waited_for`]: during.map(({ name }) => name).join(", "),
  };
}

interface Asked {
  readonly steps: readonly Step[];
  readonly reader: readonly Span[];
  readonly writer: readonly Span[];
  /** Both, before the first migration. */
  readonly alone: readonly Span[];
}

/** Migrates while a reader and a writer, each with connections of its own, ask the tables of records. */
async function whileAsked(place: Place): Promise<Asked> {
  const [db, reading, writing] = [await place.open(), await place.open(), await place.open()];
  try {
    const [before, during] = [new AbortController(), new AbortController()];
    const idle = [ask(reading, READ, before.signal), ask(writing, WRITE, before.signal)];
    await wait(ALONE_MS);
    before.abort();
    const alone = (await Promise.all(idle)).flat();
    const asking = Promise.all([ask(reading, READ, during.signal), ask(writing, WRITE, during.signal)]);
    const steps = await migrated(db);
    during.abort();
    const [reader, writer] = await asking;
    return { steps, reader, writer, alone };
  } finally {
    await Promise.all([db.close(), reading.close(), writing.close()]);
  }
}

async function migrated(db: Database): Promise<readonly Step[]> {
  const begun: { name: string; began: number }[] = [];
  await migrate(db, { onStep: (name) => begun.push({ name, began: performance.now() }) });
  const end = performance.now();
  return begun.map(({ name, began }, at) => ({ name, began, ms: (begun[at + 1]?.began ?? end) - began }));
}

/** Asks until told to stop, and tells how long each answer took. */
async function ask(db: Database, sql: string, stop: AbortSignal): Promise<readonly Span[]> {
  const spans: Span[] = [];
  while (!stop.aborted) {
    const began = performance.now();
    const { ms } = await timed(() => db.transaction({}, null, (query) => query(sql)));
    spans.push({ began, ms });
    await wait(ASK_EVERY_MS);
  }
  return spans;
}
