import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import pg from "pg";
import type { Database } from "../../../supabase/local/database/database.ts";
import { migrate, preparePlatform } from "../../../supabase/local/database/migrate.ts";
import { openDatabase } from "../../../supabase/local/database/open.ts";
import { addressOf, MIGRATOR, SUPERUSER, TEMPLATE } from "./native-cluster.ts";

const ROOT = join(import.meta.dirname, "../../..");
/** Names the version of PGlite, whose dumps other versions may not read. */
const PGLITE = join(ROOT, "node_modules/@electric-sql/pglite/package.json");
const CACHE = join(ROOT, "node_modules/.cache/repere");
/** Older dumps kept (67 MB each): other runs may go on with an earlier state of the SQL. */
const KEPT = 4;

/** Paths (from the repository's root) of the SQL files in these folders. */
function sqlFiles(folders: readonly string[]): string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".sql"))
        .map((file) => join(folder, file)),
    )
    .sort();
}

/** Path in the cache of what these folders' SQL makes. */
function cached(name: string, folders: readonly string[]): string {
  const hash = createHash("sha256").update(readFileSync(PGLITE, "utf8"));
  for (const file of sqlFiles(folders)) hash.update(`${file}\n`).update(readFileSync(join(ROOT, file)));
  return join(CACHE, `${name}-${hash.digest("hex").slice(0, 20)}.tar`);
}

/** Dumps of PGlite databases, made once for each state of the SQL files. */
export interface Dumps {
  /** What Supabase already has, and nothing of ours. */
  readonly platform: string;
  /** With migrations and logic. */
  readonly migrated: string;
}

/** Makes the dumps that are not in the cache yet. */
export async function prepareDumps(): Promise<Dumps> {
  const platform = cached("platform", ["supabase/local"]);
  const migrated = cached("migrated", ["supabase/local", "supabase/migrations", "supabase/logic"]);
  if (!existsSync(platform)) await writeDump(platform, undefined, preparePlatform);
  if (!existsSync(migrated)) await writeDump(migrated, platform, (db) => migrate(db, { logic: true }));
  forgetOldDumps([platform, migrated]);
  return { platform, migrated };
}

async function writeDump(
  file: string,
  seedDump: string | undefined,
  prepare: (db: Database) => Promise<unknown>,
): Promise<void> {
  const db = await openDatabase(seedDump === undefined ? {} : { seedDump });
  try {
    await prepare(db);
    const dump = await db.dump?.();
    if (!dump) throw new Error("PGlite gave no dump");
    mkdirSync(CACHE, { recursive: true });
    // Written apart and renamed, so that another run never reads half a dump.
    writeFileSync(`${file}.${process.pid}`, dump);
    renameSync(`${file}.${process.pid}`, file);
  } finally {
    await db.close();
  }
}

function forgetOldDumps(needed: readonly string[]): void {
  const dumps = readdirSync(CACHE)
    .map((name) => join(CACHE, name))
    .filter((file) => !needed.includes(file))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const old of dumps.slice(KEPT)) rmSync(old, { force: true });
}

/** Runs statements on the cluster as its superuser. */
export async function asSuperuser(folder: string, database: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: addressOf(folder, SUPERUSER, database) });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** The door to a database of the cluster: requests as `authenticator`, migrations as a login without superuser. */
export function openNative(folder: string, database: string): Promise<Database> {
  return openDatabase({
    url: addressOf(folder, "authenticator", database),
    ownerUrl: addressOf(folder, MIGRATOR, database),
  });
}

/** Gives a database of the cluster what Supabase already has, as an administrator of an own server does. */
export async function prepareNativePlatform(folder: string, database: string): Promise<void> {
  const admin = await openDatabase({
    url: addressOf(folder, SUPERUSER, database),
    ownerUrl: addressOf(folder, SUPERUSER, database),
  });
  try {
    await preparePlatform(admin);
  } finally {
    await admin.close();
  }
  const login = `do $$ begin
    if not exists (select from pg_roles where rolname = '${MIGRATOR}') then
      create role ${MIGRATOR} login nosuperuser in role repere_owner;
    end if;
  end $$`;
  await asSuperuser(folder, database, login);
}

/** Makes the migrated database that tests copy. */
export async function prepareTemplate(folder: string): Promise<void> {
  await asSuperuser(folder, "postgres", `create database ${TEMPLATE}`);
  await prepareNativePlatform(folder, TEMPLATE);
  const db = await openNative(folder, TEMPLATE);
  try {
    await migrate(db, { logic: true });
  } finally {
    await db.close();
  }
}
