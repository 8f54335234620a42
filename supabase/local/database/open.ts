import type { Database } from "./database.ts";
import { openPglite } from "./pglite.ts";
import type { WorkerOptions } from "./pglite-messages.ts";
import { openPostgres, type PostgresOptions } from "./postgres.ts";

/**
 * Opens a database: PostgreSQL where `url` is given, else PGlite in `dataDir` or in memory.
 *
 * The folder of a PGlite database has no lock of its own: whoever opens it must hold the data folder's lock.
 */
export function openDatabase(options: WorkerOptions | PostgresOptions): Promise<Database> {
  return "url" in options ? openPostgres(options) : openPglite(options);
}
