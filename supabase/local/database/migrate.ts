import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { DROP_BEHAVIOUR } from "./behaviour.ts";
import { type Database, OWNER } from "./database.ts";

const SUPABASE = join(import.meta.dirname, "../..");

export interface MigrateOptions {
  /** Told before each step, with what is about to run. */
  readonly onStep?: (step: string) => void;
  /** Puts `supabase/logic` in the place of all released behaviour, for work on it before it is released. */
  readonly logic?: boolean;
  /** Only these, for a database that is to have the shape of a backup. */
  readonly versions?: ReadonlySet<string>;
  /** Where the migrations are, for tests of a migration that fails. */
  readonly folder?: string;
  /** Where the logic is, for tests of how it is released. */
  readonly logicFolder?: string;
}

/** A migration file: its version (the stamp), its name and its SQL. */
export interface Migration {
  readonly version: string;
  readonly name: string;
  readonly sql: string;
}

/** Prepares what Supabase already has; needs a superuser, as PGlite is. */
export async function preparePlatform(db: Database): Promise<void> {
  await db.exec(await readFile(join(SUPABASE, "local/platform.sql"), "utf8"));
  const accounts = join(SUPABASE, "local/auth/tables.sql");
  if (existsSync(accounts)) await db.exec(await readFile(accounts, "utf8"));
}

/** The migrations of a folder, oldest first. */
export async function readMigrations(folder = join(SUPABASE, "migrations")): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => /^\d{14}_\w+\.sql$/.test(file)).sort();
  return Promise.all(
    files.map(async (file) => ({
      version: file.slice(0, 14),
      name: file.slice(15, -4),
      sql: await readFile(join(folder, file), "utf8"),
    })),
  );
}

/** The files of `supabase/logic`, by path: one re-creatable piece of behaviour each. */
export async function readLogic(folder = join(SUPABASE, "logic")): Promise<{ path: string; sql: string }[]> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith(".sql")).sort();
  return Promise.all(files.map(async (path) => ({ path, sql: await readFile(join(folder, path), "utf8") })));
}

/** Lets files name each other in any order: bodies are checked when they first run. */
export const UNCHECKED_BODIES = "set check_function_bodies = off;";

/**
 * Brings a database to the state of the migrations: each in a transaction of its own, recorded in the table
 * that the Supabase CLI keeps. A migration that fails leaves what was there before it.
 *
 * @returns how many migrations were applied.
 */
export async function migrate(db: Database, options: MigrateOptions = {}): Promise<number> {
  const done = await appliedVersions(db);
  const due = (await readMigrations(options.folder)).filter(
    ({ version }) => !done.has(version) && (options.versions?.has(version) ?? true),
  );
  for (const migration of due) {
    options.onStep?.(migration.name);
    await apply(db, migration);
  }
  if (options.logic) {
    const files = await readLogic(options.logicFolder);
    await db.exec(asOwner([DROP_BEHAVIOUR, UNCHECKED_BODIES, ...files.map(({ sql }) => sql)].join("\n")));
  }
  return due.length;
}

async function appliedVersions(db: Database): Promise<Set<string>> {
  const { rows } = await db.transaction({}, null, (query) =>
    query("select version from supabase_migrations.schema_migrations"),
  );
  return new Set(rows.map((row) => String(row["version"])));
}

async function apply(db: Database, { version, name, sql }: Migration): Promise<void> {
  const record = `insert into supabase_migrations.schema_migrations (version, name) values ('${version}', '${name}');`;
  await db.exec(asOwner(`${sql}\n${record}`));
}

/** One transaction as the owner, also where the connection is a superuser's. */
function asOwner(sql: string): string {
  return `begin;\nset local role ${OWNER};\n${sql}\ncommit;\nreset check_function_bodies;`;
}
