import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Database } from "../database/database.ts";
import type { FolderFacts } from "../folder/folder.ts";
import { writeArchive } from "./archive.ts";
import { dumpLines } from "./dump.ts";
import type { Journal } from "./journal.ts";
import type { TableSum } from "./tables.ts";

/** A backup that was made. */
export interface MadeBackup {
  readonly file: string;
  /** Size in bytes. */
  readonly bytes: number;
  readonly made: string;
  readonly tables: readonly ({ readonly table: string } & TableSum)[];
}

/** Where and for whom backups are made. */
export interface BackupPlan {
  /** Folder of the backups. */
  readonly backups: string;
  /** age recipients. */
  readonly recipients: readonly string[];
  readonly journal: Journal;
}

const NAME = /^repere-(\d{4}-\d{2}-\d{2})T(\d{2})(\d{2})(\d{2})Z\.age$/;
const DAY_MS = 86_400_000;
/** privacy.md: backups are kept 30 days. */
const KEPT_DAYS = 30;

/** The folder of backups of a data folder: REPERE_BACKUPS, or inside it. */
export function backupsFolder(data: string, env: NodeJS.ProcessEnv): string {
  return resolve(env["REPERE_BACKUPS"] || join(data, "backups"));
}

/** Makes one backup, then removes those that are over 30 days old. */
export async function makeBackup(
  db: Database,
  facts: FolderFacts,
  { backups, recipients, journal }: BackupPlan,
  now: Date = new Date(),
): Promise<MadeBackup> {
  mkdirSync(backups, { recursive: true, mode: 0o700 });
  // Before the snapshot: whatever is erased later is younger than the backup, and is noted when it happens.
  await journal.note(db);
  const file = join(backups, nameOf(now));
  const tables: ({ readonly table: string } & TableSum)[] = [];
  let made = "";
  await writeArchive(file, recipients, async (write) => {
    const header = await dumpLines(db, facts, write, (table, sum) => tables.push({ table, ...sum }));
    made = header.made;
  });
  removeOld(backups, now);
  return { file, bytes: statSync(file).size, made, tables };
}

function nameOf(now: Date): string {
  return `repere-${now.toISOString().slice(0, 19).replaceAll(":", "")}Z.age`;
}

/** When a file of that name was made, in milliseconds since 1970; undefined for any other file. */
function momentOf(name: string): number | undefined {
  const found = NAME.exec(name);
  return found ? Date.parse(`${found[1]}T${found[2]}:${found[3]}:${found[4]}Z`) : undefined;
}

function backupsIn(folder: string): { name: string; made: number }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => {
      const made = momentOf(name);
      return made === undefined ? [] : [{ name, made }];
    })
    .sort((a, b) => b.made - a.made);
}

/** When the newest backup was made; undefined where there is none. */
export function newestBackup(folder: string): Date | undefined {
  const [newest] = backupsIn(folder);
  return newest && new Date(newest.made);
}

/** Only after a new one was made: a server that stood still for a month keeps its last. */
function removeOld(folder: string, now: Date): void {
  for (const { name, made } of backupsIn(folder)) {
    if (now.getTime() - made > KEPT_DAYS * DAY_MS) rmSync(join(folder, name), { force: true });
  }
}
