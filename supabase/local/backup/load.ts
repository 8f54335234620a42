import type { Query } from "../database/database.ts";
import { BackupError } from "./backup-error.ts";
import type { BackupHeader, EndLine, TableLine } from "./dump.ts";
import { type BackupTable, backupTables, plainForms, sumOf, type TableSum } from "./tables.ts";

/** A table of a backup, and what the database holds of it now. */
export interface Compared {
  readonly table: string;
  readonly backup: TableSum;
  readonly restored: TableSum;
  readonly same: boolean;
}

const ROWS_AT_ONCE = 1000;
type FirstLine = Extract<TableLine, { table: string }>;

/** Reads the first line of a backup. */
export async function readHeader(lines: AsyncIterator<string>): Promise<BackupHeader> {
  const first = await lines.next();
  const header = first.done ? undefined : parsed<Partial<BackupHeader>>(first.value);
  if (header?.repere !== "backup" || !header.folder || !header.migrations) {
    throw new BackupError("not_a_backup");
  }
  if (header.format !== 1) throw new BackupError("newer_backup");
  return header as BackupHeader;
}

/**
 * Puts the rows of a backup in the place of everything that the database holds, in the transaction of `query`, and
 * compares each table with what the backup says of it. Rules about new rows (a window may not overlap, the audit log
 * only grows) rest meanwhile: the rows were let in by them once. References are checked again at the end.
 *
 * @param with.withAccounts false passes over the accounts. Throws BackupError `cut_short` or `other_version`.
 */
export async function loadLines(
  query: Query,
  lines: AsyncIterator<string>,
  { withAccounts }: { readonly withAccounts: boolean },
): Promise<Compared[]> {
  await plainForms(query);
  const all = (await backupTables(query)).filter(({ name }) => withAccounts || !isAccount(name));
  const tables = new Map(all.map((table) => [table.name, table]));
  const references = await withoutReferences(query);
  await setTriggers(query, tables, "disable");
  for (const name of [...tables.keys()].reverse()) await query(`delete from ${name}`);
  const sums = await loadTables(query, lines, tables, withAccounts);
  for (const statement of references) await query(statement);
  await setTriggers(query, tables, "enable");
  await moveSequences(query);
  return compare(query, tables, sums);
}

async function compare(
  query: Query,
  tables: ReadonlyMap<string, BackupTable>,
  sums: ReadonlyMap<string, TableSum>,
): Promise<Compared[]> {
  const compared: Compared[] = [];
  for (const [name, backup] of sums) {
    const restored = await sumOf(query, known(tables, name));
    const same = restored.rows === backup.rows && restored.checksum === backup.checksum;
    compared.push({ table: name, backup, restored, same });
  }
  return compared;
}

/** Takes the references between our tables away and returns the statements that put them back, as they were. */
async function withoutReferences(query: Query): Promise<string[]> {
  const { rows } = await query(
    `select conrelid::regclass::text as name, quote_ident(conname) as reference, pg_get_constraintdef(oid) as rule
     from pg_catalog.pg_constraint
     where contype = 'f' and conparentid = 0
       and connamespace = any (array['grid', 'org', 'field', 'release', 'audit']::regnamespace[])`,
  );
  for (const row of rows) await query(`alter table ${row["name"]} drop constraint ${row["reference"]}`);
  return rows.map((row) => `alter table ${row["name"]} add constraint ${row["reference"]} ${row["rule"]}`);
}

const isAccount = (table: string) => table.startsWith("auth.");

async function setTriggers(
  query: Query,
  tables: ReadonlyMap<string, BackupTable>,
  state: "enable" | "disable",
): Promise<void> {
  for (const name of tables.keys()) {
    if (!isAccount(name)) await query(`alter table ${name} ${state} trigger user`);
  }
}

async function loadTables(
  query: Query,
  lines: AsyncIterator<string>,
  tables: ReadonlyMap<string, BackupTable>,
  withAccounts: boolean,
): Promise<Map<string, TableSum>> {
  const sums = new Map<string, TableSum>();
  let count = 0;
  for (;;) {
    const read = await nextTable(lines);
    if ("tables" in read) {
      if (read.tables !== count) throw new BackupError("cut_short");
      return sums;
    }
    count += 1;
    const isPassedOver = !withAccounts && isAccount(read.table);
    const end = await (isPassedOver
      ? passOver(lines)
      : loadTable(query, lines, inOrderOf(known(tables, read.table), read.columns)));
    if (end) sums.set(end.end, { rows: end.rows, checksum: end.checksum });
  }
}

/** The line that begins a table, or the last one, which says how many there were. */
async function nextTable(lines: AsyncIterator<string>): Promise<EndLine | FirstLine> {
  const next = await lines.next();
  if (next.done) throw new BackupError("cut_short");
  const read = parsed<TableLine | EndLine>(next.value);
  if (read && ("tables" in read || "table" in read)) return read;
  throw new BackupError("not_a_backup");
}

/** Reads a table to its end and keeps nothing of it. */
async function passOver(lines: AsyncIterator<string>): Promise<undefined> {
  for (;;) {
    const { done, value } = await lines.next();
    if (done) throw new BackupError("cut_short");
    if (!value.startsWith("[")) return undefined;
  }
}

async function loadTable(
  query: Query,
  lines: AsyncIterator<string>,
  { name, columns }: BackupTable,
): Promise<Extract<TableLine, { end: string }>> {
  const values = columns.map(({ type }, at) => `(r ->> ${at})::${type}`);
  const insert = `insert into ${name} (${columns.map((column) => column.name).join(", ")}) overriding system value
    select ${values.join(", ")} from jsonb_array_elements($1::jsonb) r`;
  let waiting: string[] = [];
  const flush = async () => {
    if (waiting.length > 0) await query(insert, [`[${waiting.join(",")}]`]);
    waiting = [];
  };
  for (;;) {
    const next = await lines.next();
    if (next.done) throw new BackupError("cut_short");
    if (!next.value.startsWith("[")) {
      await flush();
      const end = parsed<TableLine>(next.value);
      if (end && "end" in end && end.end === name) return end;
      throw new BackupError("not_a_backup");
    }
    waiting.push(next.value);
    if (waiting.length >= ROWS_AT_ONCE) await flush();
  }
}

/** This database's columns, in the backup's order: nothing of what a file says becomes part of a statement. */
function inOrderOf(table: BackupTable, given: BackupTable["columns"]): BackupTable {
  const columns = given.map(({ name, type }) => {
    const own = table.columns.find((column) => column.name === name && column.type === type);
    if (!own) throw new BackupError("other_version", `${table.name}.${name}`);
    return own;
  });
  if (columns.length !== table.columns.length) throw new BackupError("other_version", table.name);
  return { name: table.name, columns };
}

/** Numbers go on after the highest one that was restored. */
async function moveSequences(query: Query): Promise<void> {
  const { rows } = await query(
    `select d.refobjid::regclass::text as name, quote_ident(a.attname) as col, d.objid::regclass::text as sequence
     from pg_catalog.pg_depend d
     join pg_catalog.pg_class s on s.oid = d.objid and s.relkind = 'S'
     join pg_catalog.pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
     where d.deptype in ('a', 'i') and d.refclassid = 'pg_catalog.pg_class'::regclass
       and s.relnamespace = any (array['grid', 'org', 'field', 'release', 'audit']::regnamespace[])`,
  );
  for (const { name, col, sequence } of rows) {
    await query(
      `select setval($1::text::regclass, max(${col})) from ${name} having max(${col}) is not null`,
      [sequence],
    );
  }
}

function known(tables: ReadonlyMap<string, BackupTable>, name: string): BackupTable {
  const table = tables.get(name);
  if (!table) throw new BackupError("other_version", name);
  return table;
}

function parsed<Value>(text: string): Value | undefined {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}
