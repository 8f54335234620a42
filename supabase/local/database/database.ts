/** Rows of an answer, as the driver gives them: dates as `YYYY-MM-DD` text, bigint as number. */
export type Row = Record<string, unknown>;

/** Runs one statement with `$1 …` parameters inside the transaction it was handed to. */
export type Query = (sql: string, params?: readonly unknown[]) => Promise<{ rows: Row[] }>;

export interface TransactionOptions {
  /** After so many milliseconds the work is ended and the transaction fails with SQLSTATE 57014. */
  readonly timeoutMs?: number;
  readonly readOnly?: boolean;
  /** A streaming replica may answer it, where there is one that has replayed what matters. */
  readonly fromReplica?: boolean;
}

/**
 * The door to a database: PGlite in a worker thread, or any PostgreSQL.
 *
 * A transaction runs as `role`, entered from `authenticator`, or as the schema's owner where `role` is null.
 * `settings` are transaction-local (request.jwt.claims, repere.today …).
 */
export interface Database {
  readonly kind: "pglite" | "postgres";
  transaction<T>(
    settings: Readonly<Record<string, string>>,
    role: string | null,
    work: (query: Query) => Promise<T>,
    options?: TransactionOptions,
  ): Promise<T>;
  /**
   * Runs several statements as whoever prepares the database (platform, migrations), outside a transaction; where
   * one fails, a transaction that they opened is rolled back.
   */
  exec(sql: string): Promise<void>;
  /** The whole database as a tar (PGlite only). */
  dump?(): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** An error of the database, with its SQLSTATE. */
export class DatabaseError extends Error {
  readonly code: string;
  readonly detail: string | undefined;
  readonly hint: string | undefined;

  constructor(message: string, code: string, detail?: string, hint?: string) {
    super(message);
    this.name = "DatabaseError";
    this.code = code;
    this.detail = detail;
    this.hint = hint;
  }
}

/** Role that owns our schemas, on every database. */
export const OWNER = "repere_owner";

/** Statement that enters a role; the name is checked, since a role cannot be a parameter. */
export function enterRole(role: string): string {
  if (!/^[a-z_]{1,40}$/.test(role)) throw new Error("not a role name");
  return `set local role ${role}`;
}

/** One statement that sets every setting for the transaction, and its parameters. */
export function settingsStatement(
  settings: Readonly<Record<string, string>>,
): [string, string[]] | undefined {
  const entries = Object.entries(settings);
  if (entries.length === 0) return undefined;
  const calls = entries.map((_, at) => `set_config($${at * 2 + 1}, $${at * 2 + 2}, true)`);
  return [`select ${calls.join(", ")}`, entries.flat()];
}
