import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Database } from "../local/database/database.ts";
import {
  migrate,
  preparePlatform,
  readLogic,
  readMigrations,
  UNCHECKED_BODIES,
} from "../local/database/migrate.ts";
import { openDatabase } from "../local/database/open.ts";
import { type Catalogue, differences, readCatalogue } from "./catalogue.ts";
import { dropStatements } from "./drop-statements.ts";

export interface ReleaseOptions {
  /** What the migration is about: lower-case words joined by `_`. */
  readonly name: string;
  /** Folder of the migrations. */
  readonly migrations: string;
  /** Folder of the logic. */
  readonly logic: string;
  readonly now: Date;
  /** Dump of a PGlite that has the platform, where one is at hand; made anew otherwise. */
  readonly platform?: string;
}

/** The line before a logic file's text in a migration; its path is relative to `supabase/logic`. */
const HEADING = /^-- logic: (\S+)$/m;

/**
 * Copies new and changed logic files into one new migration, and drops what they no longer hold.
 *
 * The migration is tried before it stays: after it, a database must hold exactly what the logic makes.
 *
 * @returns the file, or undefined where the migrations already hold the logic.
 */
export async function writeMigration(options: ReleaseOptions): Promise<string | undefined> {
  if (!/^[a-z][a-z0-9_]{1,60}$/.test(options.name)) {
    throw new Error("a migration's name is of the form add_heat_history");
  }
  const scratch = await mkdtemp(join(tmpdir(), "repere-migration-"));
  try {
    return await writeAndTry(options, join(scratch, "released.tar"));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function writeAndTry(options: ReleaseOptions, dump: string): Promise<string | undefined> {
  const { released, wanted } = await compareStates(options, dump);
  if (differences(released, wanted).length === 0) return undefined;
  const file = join(options.migrations, `${await nextStamp(options)}_${options.name}.sql`);
  await writeFile(file, await compose(options, released, wanted), { flag: "wx" });
  try {
    await tryOut(options, dump, wanted);
  } catch (error) {
    await rm(file);
    throw error;
  }
  return file;
}

/** The catalogue after the migrations alone (kept as a dump too), and after the logic. */
async function compareStates(
  options: ReleaseOptions,
  dump: string,
): Promise<{ released: Catalogue; wanted: Catalogue }> {
  return opened(options.platform, async (db) => {
    if (options.platform === undefined) await preparePlatform(db);
    await migrate(db, { folder: options.migrations });
    const released = await readCatalogue(db);
    await writeFile(dump, (await db.dump?.()) ?? "");
    await migrate(db, { folder: options.migrations, logic: true, logicFolder: options.logic });
    return { released, wanted: await readCatalogue(db) };
  });
}

async function tryOut(options: ReleaseOptions, dump: string, wanted: Catalogue): Promise<void> {
  const left = await opened(dump, async (db) => {
    await migrate(db, { folder: options.migrations });
    return differences(await readCatalogue(db), wanted);
  });
  if (left.length > 0)
    throw new Error(`the migration would not hold what the logic makes:\n${left.join("\n")}`);
}

async function opened<T>(seedDump: string | undefined, work: (db: Database) => Promise<T>): Promise<T> {
  const db = await openDatabase(seedDump === undefined ? {} : { seedDump });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

async function compose(options: ReleaseOptions, released: Catalogue, wanted: Catalogue): Promise<string> {
  const before = await releasedTexts(options.migrations);
  const dropped = dropStatements(released, wanted);
  const files = (await readLogic(options.logic)).filter(({ path, sql }) => before.get(path) !== sql.trim());
  return [
    `-- Released by \`npm run migration\`: behaviour as supabase/logic has it. Never edited.\n${UNCHECKED_BODIES}`,
    ...(dropped.length > 0 ? [dropped.join("\n")] : []),
    ...files.map(({ path, sql }) => `-- logic: ${path}\n${sql.trim()}`),
    "",
  ].join("\n\n");
}

/** The functions that a migration drops, in one line; and each of their names. */
const DROPS = /^drop function .*;$/gm;
const NAME = /[\w.]+(?=\()/g;

/** The last released text of every logic file, by its path; what was dropped since is not released. */
async function releasedTexts(folder: string): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const { sql } of await readMigrations(folder)) {
    forgetDropped(texts, sql);
    const [, ...parts] = sql.split(HEADING);
    for (let at = 0; at + 1 < parts.length; at += 2) {
      texts.set(parts[at] ?? "", (parts[at + 1] ?? "").trim());
    }
  }
  return texts;
}

function forgetDropped(texts: Map<string, string>, sql: string): void {
  const names = (sql.match(DROPS) ?? []).flatMap((line) => line.match(NAME) ?? []);
  for (const [path, text] of texts) {
    if (names.some((name) => text.includes(`function ${name}(`))) texts.delete(path);
  }
}

/** A stamp `YYYYMMDDHHMMSS` (UTC) after every other, also where a clock was wrong. */
async function nextStamp({ migrations, now }: ReleaseOptions): Promise<string> {
  const stamps = (await readdir(migrations)).map((file) => Number(/^(\d{14})_/.exec(file)?.[1] ?? 0));
  const present = Number(now.toISOString().replace(/\D/g, "").slice(0, 14));
  return String(Math.max(present, ...stamps.map((stamp) => stamp + 1)));
}
