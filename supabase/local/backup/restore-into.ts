import { type Database, DatabaseError } from "../database/database.ts";
import { migrate, readMigrations } from "../database/migrate.ts";
import { openDatabase } from "../database/open.ts";
import { ensurePlatform } from "../platform.ts";
import { SILENT } from "../progress.ts";
import { readArchive } from "./archive.ts";
import { BackupError } from "./backup-error.ts";
import type { BackupHeader } from "./dump.ts";
import type { Erasure } from "./journal.ts";
import { type Compared, loadLines, readHeader } from "./load.ts";
import { type Replayed, replay } from "./replay.ts";

/** What a restore did. */
export interface Restored {
  readonly header: BackupHeader;
  /** Each table as the backup has it and as it was restored, before erasures were done again. */
  readonly tables: readonly Compared[];
  readonly replayed: Replayed;
}

export interface RestoreSource {
  readonly file: string;
  readonly identity: string;
  /** What was erased, to be erased again; undefined to look at the backup as it is (a scratch database). */
  readonly erasures: readonly Erasure[] | undefined;
  /** Into a hosted Supabase: its accounts are its own, and so are its migrations, which must be the backup's. */
  readonly isHosted?: boolean;
}

/**
 * Reads a whole backup, and who it belongs to and when it was made.
 *
 * @throws BackupError `no_file`, `not_a_backup`, `wrong_identity`, `cut_short` or `newer_backup`.
 */
export async function headerOf(file: string, identity: string): Promise<BackupHeader> {
  const lines = readArchive(file, identity);
  const header = await readHeader(lines);
  // To its end: one that is cut short or was changed is refused before anything is made for it.
  let last = "";
  for await (const line of lines) last = line;
  if (!last.startsWith('{"tables":')) throw new BackupError("cut_short", file);
  return header;
}

/**
 * Restores a backup into a database, in one transaction: whole, checked table by table and with every erasure done again,
 * or not at all. A database without our tables first gets the migrations that the backup had, then those since.
 *
 * @throws BackupError, `differs` with the tables that are not what the backup says.
 */
export async function restoreInto(
  db: Database,
  { file, identity, erasures, isHosted = false }: RestoreSource,
): Promise<Restored> {
  if (!isHosted) await ensurePlatform(db, SILENT);
  const lines = readArchive(file, identity);
  try {
    const header = await readHeader(lines);
    if (isHosted) await requireSame(db, header);
    else await bringTo(db, header);
    const done = await db.transaction({}, null, async (query) => {
      const tables = await loadLines(query, lines, { withAccounts: !isHosted });
      const wrong = tables.filter(({ same }) => !same).map(({ table }) => table);
      if (wrong.length > 0) throw new BackupError("differs", wrong.join(", "));
      return { tables, replayed: erasures ? await replay(query, erasures) : { erasures: 0, rows: 0 } };
    });
    if (!isHosted) await migrate(db);
    return { header, ...done };
  } finally {
    await lines.return(undefined);
  }
}

/** Gives the tables the shape that the backup's rows have. */
async function bringTo(db: Database, { migrations }: BackupHeader): Promise<void> {
  const wanted = new Set(migrations);
  const known = new Set((await readMigrations()).map(({ version }) => version));
  const unknown = migrations.filter((version) => !known.has(version));
  if (unknown.length > 0) throw new BackupError("newer_backup", unknown.at(-1));
  const extra = (await applied(db)).filter((version) => !wanted.has(version));
  if (extra.length > 0) throw new BackupError("other_version", extra.at(-1));
  await migrate(db, { versions: wanted });
}

/** Migrations of a hosted database are the CLI's (`supabase db push`): it and the backup are of one version. */
async function requireSame(db: Database, { migrations }: BackupHeader): Promise<void> {
  const here = new Set(await applied(db));
  const missing = migrations.find((version) => !here.delete(version));
  const odd = missing ?? [...here][0];
  if (odd !== undefined) throw new BackupError("other_version", odd);
}

async function applied(db: Database): Promise<string[]> {
  const { rows } = await db.transaction({}, null, (query) =>
    query("select version from supabase_migrations.schema_migrations"),
  );
  return rows.map((row) => String(row["version"]));
}

/** Restores a backup into a scratch database in memory and compares; nothing of it stays. */
export async function verify(file: string, identity: string): Promise<Restored> {
  await headerOf(file, identity);
  const scratch = await openDatabase({});
  try {
    return await restoreInto(scratch, { file, identity, erasures: undefined });
  } finally {
    await scratch.close();
  }
}

/** How many organisations a database holds; 0 where our tables are not there. */
export async function organisationsIn(db: Database): Promise<number> {
  try {
    const { rows } = await db.transaction({}, null, (query) =>
      query("select count(*)::integer as n from org.organisation"),
    );
    return Number(rows[0]?.["n"]);
  } catch (error) {
    // No such table, schema or role yet.
    const codes = ["42P01", "3F000", "22023", "42704"];
    if (error instanceof DatabaseError && codes.includes(error.code)) return 0;
    throw error;
  }
}
