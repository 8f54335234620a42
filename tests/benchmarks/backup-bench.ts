import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { Journal } from "../../supabase/local/backup/journal.ts";
import { type MadeBackup, makeBackup } from "../../supabase/local/backup/make.ts";
import { headerOf, restoreInto } from "../../supabase/local/backup/restore-into.ts";
import { newFolder } from "../../supabase/local/folder/folder.ts";
import { type BenchDatabase, KINDS, type Kind, openBench } from "./databases.ts";
import { makeManyContacts } from "./many-contacts.ts";
import { type Bench, tenth, timed } from "./report.ts";

const FROM = "2025-06-30";
const WEEKS = 52;
const FACTS = newFolder({ demo: false, grid: { srid: 3035, offsetEKm: 0, offsetNKm: 0 } });
const SAMPLED_EVERY_MS = 1000;
const MEGABYTE = 1024 * 1024;
/** A stream's memory: what the live heap of this process may grow by from the smallest to the largest backup. */
const GROWTH_MB = 16;

/** The largest live heaps of this process while a backup was made and while it was restored, in MB. */
interface Peaks {
  readonly backup: number;
  readonly restore: number;
}

/**
 * A backup of many contacts and its restore into an empty database, as `npm run backup` and `npm run restore` do both:
 * time, size, and what of the heap of the process that does it is alive, which must not grow with the contacts.
 */
export async function backupBench(bench: Bench): Promise<void> {
  for (const kind of KINDS.filter((each) => each.includes(bench.only))) {
    const peaks: Peaks[] = [];
    for (const contacts of bench.contacts) {
      const found = await backedUp(bench, kind, contacts);
      if (found) peaks.push(found);
    }
    const [first, last] = [peaks[0], peaks.at(-1)];
    if (peaks.length < 2 || !first || !last) continue;
    const growth = Math.round(Math.max(last.backup - first.backup, last.restore - first.restore));
    const goal = `live heap of most contacts ≤ that of fewest + ${GROWTH_MB} MB`;
    bench.print({
      bench: "backup",
      database: kind,
      live_heap_growth_mb: growth,
      goal,
      met: growth <= GROWTH_MB,
    });
  }
}

async function backedUp(bench: Bench, kind: Kind, contacts: number): Promise<Peaks | undefined> {
  const opened = await openBench(kind);
  if ("absent" in opened) {
    bench.say(`backup on ${kind} is skipped: ${opened.absent}`);
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), "repere-bench-backup-"));
  try {
    bench.say(`${kind}: making ${contacts} contacts`);
    await makeManyContacts(opened, { contacts, weeks: WEEKS, from: FROM });
    return await thereAndBack(bench, opened, { folder, contacts });
  } finally {
    await opened.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function thereAndBack(
  bench: Bench,
  opened: BenchDatabase,
  { folder, contacts }: { readonly folder: string; readonly contacts: number },
): Promise<Peaks> {
  const { db, kind } = opened;
  const identity = await generateX25519Identity();
  const recipients = [await identityToRecipient(identity)];
  bench.say(`${kind}: backing up`);
  const plan = { backups: folder, recipients, journal: new Journal(folder) };
  const made = await watched(() => makeBackup(db, FACTS, plan));
  bench.say(`${kind}: restoring`);
  const fresh = await openBench(kind);
  if ("absent" in fresh) throw new Error(fresh.absent);
  const restored = await watched(() => restore(fresh, made.value.file, identity)).finally(fresh.close);
  bench.print({
    ...{ bench: "backup", database: kind, contacts, rows: rowsOf(made.value) },
    ...{ megabytes: tenth(made.value.bytes / MEGABYTE), backup_s: tenth(made.ms / 1000) },
    ...{ restore_s: tenth(restored.ms / 1000), backup_live_heap_mb: Math.round(made.heap) },
    ...{ restore_live_heap_mb: Math.round(restored.heap), tables: restored.value.length },
    goal: "every table the same",
    met: restored.value.length > 0 && restored.value.every(({ same }) => same),
  });
  return { backup: made.heap, restore: restored.heap };
}

/** As the command: the file is read to its end before anything is made for it, then restored and compared. */
async function restore({ db }: BenchDatabase, file: string, identity: string) {
  await headerOf(file, identity);
  return (await restoreInto(db, { file, identity, erasures: [] })).tables;
}

function rowsOf({ tables }: MadeBackup): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0);
}

/**
 * Time of some work in ms, and the largest live heap of this thread meanwhile, buffers outside it included, in MB: what
 * is no longer needed is collected before each look, else the figure would tell how lazy the collector is.
 */
async function watched<T>(work: () => Promise<T>): Promise<{ ms: number; value: T; heap: number }> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  let heap = 0;
  const look = () => {
    collect();
    const { heapUsed, external } = process.memoryUsage();
    heap = Math.max(heap, (heapUsed + external) / MEGABYTE);
  };
  look();
  const watching = setInterval(look, SAMPLED_EVERY_MS);
  try {
    return { ...(await timed(work)), heap };
  } finally {
    clearInterval(watching);
  }
}
