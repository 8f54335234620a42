import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Database, DatabaseError } from "./database/database.ts";
import { preparePlatform } from "./database/migrate.ts";
import type { Progress } from "./progress.ts";
import { StartError } from "./start-error.ts";

const FILES = ["platform.sql", "auth/tables.sql"].map((name) => join(import.meta.dirname, name));

/**
 * Gives the database what Supabase already has, unless it has it: the digest of what was applied stands in the
 * comment of the schema `auth`. On a PostgreSQL whose owner is no superuser, an administrator does this once.
 *
 * @throws StartError `platform_missing` or `database_unreachable`.
 */
export async function ensurePlatform(db: Database, progress: Progress): Promise<void> {
  const mark = `repere ${digest()}`;
  const found = await inspect(db);
  if (found.mark === mark) return;
  if (!found.mayPrepare) {
    if (found.hasAccounts) return;
    throw new StartError("platform_missing");
  }
  await progress.during("platform", async () => {
    await prepare(db);
    await db.exec(`comment on schema auth is '${mark}'`);
  });
}

async function prepare(db: Database): Promise<void> {
  try {
    await preparePlatform(db);
  } catch (error) {
    // insufficient_privilege: an administrator's work.
    if (error instanceof DatabaseError && error.code === "42501") throw new StartError("platform_missing");
    throw error;
  }
}

function digest(): string {
  const hash = createHash("sha256");
  for (const file of FILES.filter((each) => existsSync(each))) hash.update(readFileSync(file));
  return hash.digest("hex").slice(0, 32);
}

interface Found {
  readonly mark: string | undefined;
  /** All of the accounts' tables are there. */
  readonly hasAccounts: boolean;
  readonly mayPrepare: boolean;
}

const FRESH: Found = { mark: undefined, hasAccounts: false, mayPrepare: true };

async function inspect(db: Database): Promise<Found> {
  try {
    const { rows } = await db.transaction({}, null, (query) =>
      query(
        `select pg_catalog.obj_description(pg_catalog.to_regnamespace('auth'), 'pg_namespace') as mark,
           pg_catalog.to_regclass('auth.mfa_challenges') is not null as accounts,
           (select r.rolsuper from pg_catalog.pg_roles r where r.rolname = session_user) as superuser`,
      ),
    );
    return {
      mark: rows[0]?.["mark"] ? String(rows[0]["mark"]) : undefined,
      hasAccounts: rows[0]?.["accounts"] === true,
      mayPrepare: db.kind === "pglite" || rows[0]?.["superuser"] === true,
    };
  } catch (error) {
    // invalid_parameter_value, undefined_object: the role of our schemas' owner does not exist yet.
    if (error instanceof DatabaseError && ["22023", "42704"].includes(error.code)) return FRESH;
    throw error;
  }
}
