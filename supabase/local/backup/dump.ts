import { createHash } from "node:crypto";
import type { Database, Query } from "../database/database.ts";
import type { FolderFacts } from "../folder/folder.ts";
import { type BackupTable, backupTables, plainForms, rowText, type TableSum } from "./tables.ts";

/** First line of a backup. */
export interface BackupHeader {
  readonly repere: "backup";
  readonly format: 1;
  /** When its snapshot was taken, ISO 8601. */
  readonly made: string;
  /** Versions of the migrations that the tables have the shape of. */
  readonly migrations: readonly string[];
  readonly folder: FolderFacts;
}

/** A line before a table's rows, and one after them. */
export type TableLine =
  | { readonly table: string; readonly columns: BackupTable["columns"] }
  | ({ readonly end: string } & TableSum);

/** Last line: a backup without it was cut short. */
export interface EndLine {
  readonly tables: number;
}

const ROWS_AT_ONCE = 2000;
/** A database of millions of rows takes its time; nobody waits for it. */
const LIMIT = "30min";

/** Told how many rows of a table were written. */
export type Told = (table: string, sum: TableSum) => void;

/**
 * Writes the whole database as lines of text, in one snapshot: what is written to it meanwhile is not in it. `write` is
 * awaited, so that memory does not grow with the tables. Rows are JSON arrays of texts, everything else is an object.
 */
export async function dumpLines(
  db: Database,
  folder: FolderFacts,
  write: (lines: string) => Promise<void>,
  told: Told = () => undefined,
): Promise<BackupHeader> {
  // Nothing may be asked before the isolation level is set: hence no settings and no time limit of the door.
  return db.transaction({}, null, async (query) => {
    await query("set transaction isolation level repeatable read, read only");
    await query(`set local statement_timeout = '${LIMIT}'`);
    await plainForms(query);
    const header = await headerOf(query, folder);
    await write(line(header));
    const tables = await backupTables(query);
    for (const table of tables) told(table.name, await dumpTable(query, table, write));
    await write(line({ tables: tables.length } satisfies EndLine));
    return header;
  });
}

async function headerOf(query: Query, folder: FolderFacts): Promise<BackupHeader> {
  const { rows } = await query("select version from supabase_migrations.schema_migrations order by version");
  return {
    repere: "backup",
    format: 1,
    made: new Date().toISOString(),
    migrations: rows.map((row) => String(row["version"])),
    folder,
  };
}

async function dumpTable(
  query: Query,
  table: BackupTable,
  write: (lines: string) => Promise<void>,
): Promise<TableSum> {
  await write(line({ table: table.name, columns: table.columns } satisfies TableLine));
  await query(`declare backup no scroll cursor for select ${rowText(table)} as r from ${table.name} t`);
  let count = 0;
  let sum = 0n;
  for (;;) {
    const { rows } = await query(`fetch ${ROWS_AT_ONCE} from backup`);
    if (rows.length === 0) break;
    const texts = rows.map((row) => String(row["r"]));
    for (const text of texts) sum += digestOf(text);
    count += rows.length;
    await write(`${texts.join("\n")}\n`);
  }
  await query("close backup");
  const found = { rows: count, checksum: sum.toString(16) };
  await write(line({ end: table.name, ...found } satisfies TableLine));
  return found;
}

/** The same number as the database computes (tables.ts, sumOf), reckoned apart from it. */
function digestOf(text: string): bigint {
  return createHash("sha256").update(text, "utf8").digest().readBigUInt64BE() >> 4n;
}

function line(value: BackupHeader | TableLine | EndLine): string {
  return `${JSON.stringify(value)}\n`;
}
