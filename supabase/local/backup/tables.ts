import type { Query, Row } from "../database/database.ts";

/** A table that backups hold, with its columns in their order and their types as SQL names them. */
export interface BackupTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** What a table holds: rows, and the sum of their digests, which does not depend on their order. */
export interface TableSum {
  readonly rows: number;
  /** Hexadecimal: the first 60 bits of each row's SHA-256, added up. */
  readonly checksum: string;
}

/**
 * Accounts go along; sessions, tokens, challenges and failed tries do not: after a restore everybody signs in again, and
 * nothing in a stolen backup ever was a key to a running server.
 */
const ACCOUNT_TABLES = ["users", "mfa_factors"];

/** Every schema of ours whose tables hold something. */
const SCHEMAS = ["grid", "org", "field", "release", "audit"];

/** Text forms that are the same on every PostgreSQL, whatever its own settings are. */
const PLAIN_FORMS = `
  set local timezone = 'UTC';
  set local datestyle = 'ISO, YMD';
  set local intervalstyle = 'iso_8601';
  set local bytea_output = 'hex';
  set local extra_float_digits = 1;
  set local search_path = '';
`;

/** Makes the text of every value the same on every database, for this transaction. */
export async function plainForms(query: Query): Promise<void> {
  for (const statement of PLAIN_FORMS.split(";").filter((text) => text.trim() !== "")) await query(statement);
}

/** The tables of this database that a backup holds, in a fixed order; accounts first, one before what names it. */
export async function backupTables(query: Query): Promise<BackupTable[]> {
  const { rows } = await query(
    `select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name, n.nspname = 'auth' as account,
       json_agg(json_build_object('name', quote_ident(a.attname), 'type', format_type(a.atttypid, a.atttypmod))
         order by a.attnum)::text as columns
     from pg_catalog.pg_class c
     join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     join pg_catalog.pg_attribute a on a.attrelid = c.oid
     where c.relkind in ('r', 'p') and not c.relispartition
       and (n.nspname = any ($1::text[]) or n.nspname = 'auth' and c.relname = any ($2::text[]))
       and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     group by n.nspname, c.relname
     order by n.nspname = 'auth' desc, array_position($2::text[], c.relname::text), 1`,
    [SCHEMAS, ACCOUNT_TABLES],
  );
  return rows.map(tableOf);
}

function tableOf(row: Row): BackupTable {
  return { name: String(row["name"]), columns: JSON.parse(String(row["columns"])) };
}

/** SQL of a row's text: a JSON array of every value's own text. */
export function rowText({ columns }: BackupTable): string {
  return `json_build_array(${columns.map(({ name }) => `t.${name}::text`).join(", ")})::text`;
}

/** Asks the database itself what a table holds; plain forms must be in use. */
export async function sumOf(query: Query, table: BackupTable): Promise<TableSum> {
  const { rows } = await query(
    `select count(*)::text as rows, coalesce(sum(
       ('x' || left(encode(sha256(convert_to(${rowText(table)}, 'UTF8')), 'hex'), 15))::bit(60)::bigint
     ), 0)::text as sum
     from ${table.name} t`,
  );
  return { rows: Number(rows[0]?.["rows"]), checksum: BigInt(String(rows[0]?.["sum"])).toString(16) };
}
