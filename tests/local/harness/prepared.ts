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
const CACHE = join(ROOT, "node_modules/.cache/repere");
/** Dumps kept (67 MB each): those of the last few states of the SQL, since several runs may go on at once. */
const KEPT = 4;

function sqlFiles(): string[] {
  return ["supabase/migrations", "supabase/logic", "supabase/local"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".sql"))
      .map((file) => join(folder, file)),
  );
}

function digestOfSql(): string {
  const hash = createHash("sha256");
  for (const file of sqlFiles().sort()) hash.update(`${file}\n`).update(readFileSync(join(ROOT, file)));
  return hash.digest("hex").slice(0, 20);
}

/** A dump of a PGlite database with migrations and logic; made once for each state of the SQL files. */
export async function preparedDump(): Promise<string> {
  const file = join(CACHE, `${digestOfSql()}.tar`);
  if (existsSync(file)) return file;
  const db = await openDatabase({});
  try {
    await preparePlatform(db);
    await migrate(db, { logic: true });
    const dump = await db.dump?.();
    if (!dump) throw new Error("PGlite gave no dump");
    mkdirSync(CACHE, { recursive: true });
    // Written apart and renamed, so that another run never reads half a dump.
    writeFileSync(`${file}.${process.pid}`, dump);
    renameSync(`${file}.${process.pid}`, file);
  } finally {
    await db.close();
  }
  forgetOldDumps();
  return file;
}

function forgetOldDumps(): void {
  const dumps = readdirSync(CACHE)
    .map((name) => join(CACHE, name))
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
