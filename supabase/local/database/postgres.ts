import pg from "pg";
import {
  type Database,
  DatabaseError,
  enterRole,
  OWNER,
  type Query,
  settingsStatement,
  type TransactionOptions,
} from "./database.ts";
import { type ReplicaOptions, withReplica } from "./replica.ts";

const { Pool, TypeOverrides } = pg;

/** Where a PostgreSQL database is: `url` signs in as `authenticator`, `ownerUrl` as one who may enter its owner's role. */
export interface PostgresOptions extends ReplicaOptions {
  readonly url: string;
  /** Needed for migrations and for transactions without a role: a login that may enter the owner's role. */
  readonly ownerUrl?: string;
  /** The login of `ownerUrl` owns our schemas itself, as on hosted Supabase: there is no role to enter. */
  readonly isHosted?: boolean;
  /** Connections for requests; 8 by default. */
  readonly connections?: number;
  /** A streaming replica, signed in to as `authenticator`, for reads that `TransactionOptions` lets it answer. */
  readonly replicaUrl?: string | undefined;
}

/** SQLSTATE `connection_failure`; the system's own code is its detail. */
export const CONNECTION_FAILURE = "08006";

/** How long a request waits for a connection, in milliseconds: a database that does not answer is told as such. */
const CONNECT_LIMIT_MS = 10_000;
const REPLICA_LIMIT_MS = 1000;

/** PostgreSQL behind the door. Time limits are the server's own `statement_timeout`. */
export async function openPostgres(options: PostgresOptions): Promise<Database> {
  const primary = doorOf(options);
  if (!options.replicaUrl) return primary;
  // A replica that does not answer must not keep a read from the primary.
  const replica = doorOf(
    { url: options.replicaUrl, connections: options.connections ?? 8 },
    REPLICA_LIMIT_MS,
  );
  return withReplica(primary, replica, options);
}

function doorOf(options: PostgresOptions, connectMs = CONNECT_LIMIT_MS): Database {
  const requests = pool(options.url, options.connections ?? 8, connectMs);
  const owner = options.ownerUrl ? pool(options.ownerUrl, 2, connectMs) : undefined;
  const poolOf = (role: string | null) => {
    if (role !== null) return requests;
    if (!owner) throw new Error("this database was opened without its owner's address");
    return owner;
  };
  return {
    kind: "postgres",
    transaction: (settings, role, work, limits) =>
      transact(poolOf(role), settings, role ?? (options.isHosted ? null : OWNER), work, limits ?? {}),
    exec: (sql) => run(poolOf(null), sql),
    close: async () => {
      await Promise.all([requests.end(), owner?.end()]);
    },
  };
}

function pool(url: string, connections: number, connectMs: number): pg.Pool {
  const types = new TypeOverrides();
  types.setTypeParser(20, Number);
  for (const oid of [1082, 1114, 1184]) types.setTypeParser(oid, (text) => text);
  const made = new Pool({
    connectionString: url,
    max: connections,
    types,
    connectionTimeoutMillis: connectMs,
  });
  // A connection that breaks while idle is replaced at the next request.
  made.on("error", () => undefined);
  // One that breaks under a request fails that request; without a listener its second telling ends the whole process.
  made.on("connect", (client) => client.on("error", () => undefined));
  return made;
}

async function run(from: pg.Pool, sql: string): Promise<void> {
  const client = await translated(from.connect());
  let broken = false;
  try {
    await translated(client.query(sql));
  } catch (error) {
    broken = await rollback(client);
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Leaves whatever transaction is open; true where the connection is of no use any more. */
function rollback(client: pg.PoolClient): Promise<boolean> {
  return client.query("rollback").then(
    () => false,
    () => true,
  );
}

async function transact<T>(
  from: pg.Pool,
  settings: Readonly<Record<string, string>>,
  role: string | null,
  work: (query: Query) => Promise<T>,
  options: TransactionOptions,
): Promise<T> {
  const client = await translated(from.connect());
  const query: Query = async (sql, params = []) => translated(client.query(sql, [...params]));
  let broken = false;
  try {
    await query(options.readOnly ? "begin read only" : "begin");
    const timeout = options.timeoutMs === undefined ? {} : { statement_timeout: `${options.timeoutMs}ms` };
    const set = settingsStatement({ ...timeout, ...settings });
    if (set) await query(...set);
    if (role !== null) await query(enterRole(role));
    const value = await work(query);
    await query("commit");
    return value;
  } catch (error) {
    broken = await rollback(client);
    throw error;
  } finally {
    client.release(broken);
  }
}

async function translated<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof pg.DatabaseError) {
      const { message, code, detail, hint } = error;
      throw new DatabaseError(message, code ?? "XX000", detail, hint);
    }
    // The connection itself: ECONNREFUSED, EPIPE and their like are no SQLSTATEs.
    const { message, code } = error as NodeJS.ErrnoException;
    throw new DatabaseError(message, CONNECTION_FAILURE, code);
  }
}
