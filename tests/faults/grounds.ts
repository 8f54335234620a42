import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Database } from "../../supabase/local/database/database.ts";
import { migrate, readMigrations } from "../../supabase/local/database/migrate.ts";
import { openDatabase } from "../../supabase/local/database/open.ts";
import { newFolder, writeFolder } from "../../supabase/local/folder/folder.ts";
import { secretsFolder } from "../../supabase/local/folder/secrets.ts";
import { SECRET } from "../attacks/port/keys.ts";
import {
  addressOf,
  type Cluster,
  findPostgres,
  MIGRATOR,
  startCluster,
} from "../local/harness/native-cluster.ts";
import { asSuperuser, openNative, prepareDumps, prepareNativePlatform } from "../local/harness/prepared.ts";
import type { VictimWish } from "./victim.ts";
import { DAY } from "./world.ts";

export const KINDS = ["pglite", "postgres"] as const;
export type Kind = (typeof KINDS)[number];

/** A data folder with a database of its own, ready for a server. */
export interface Place {
  readonly wish: VictimWish;
  /** Opens its database past the server, which must not run. */
  open(): Promise<Database>;
}

/** A prepared database that every series of runs copies. */
export interface Ground<World> {
  readonly kind: Kind;
  readonly world: World;
  /** The cluster, where it is PostgreSQL. */
  readonly cluster: Cluster | undefined;
  copy(): Promise<Place>;
  close(): void;
}

export interface GroundWish<World> {
  /** Fills the migrated database; `superuser` runs statements past foreign keys, for bulk loads. */
  readonly fill: (db: Database, superuser: (sql: string) => Promise<void>) => Promise<World>;
  /** Leaves out so many of the newest migrations, and all logic that is not released. */
  readonly without?: number;
}

/** Makes a ground, or says why there is none of this kind. */
export async function makeGround<World>(
  kind: Kind,
  wish: GroundWish<World>,
): Promise<Ground<World> | { readonly absent: string }> {
  const folder = mkdtempSync(join(tmpdir(), "repere-faults-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  const close = () => {
    process.off("exit", remove);
    remove();
  };
  prepareFolder(folder);
  if (kind === "pglite") return pgliteGround(folder, wish, close);
  const found = findPostgres();
  if ("absent" in found) {
    close();
    return found;
  }
  return nativeGround(folder, found.bin, wish, close);
}

/** Facts and secrets of the data folder that is copied; the key of the releases is there before the first start. */
function prepareFolder(folder: string): void {
  const grid = { srid: 3035, offsetEKm: 0, offsetNKm: 0 };
  const facts = { ...newFolder({ demo: false, grid, today: DAY }), ready: true };
  mkdirSync(join(folder, "world"));
  writeFolder(join(folder, "world"), facts);
  const secrets = secretsFolder(facts.id, { REPERE_SECRETS: join(folder, "secrets") });
  mkdirSync(secrets, { recursive: true });
  writeFileSync(join(secrets, "release.key"), SECRET);
  writeFileSync(join(secrets, "jwt.key"), SECRET);
}

async function pgliteGround<World>(
  folder: string,
  { fill, without }: GroundWish<World>,
  close: () => void,
): Promise<Ground<World>> {
  const dumps = await prepareDumps();
  const base = join(folder, "world");
  const seedDump = without === undefined ? dumps.migrated : dumps.platform;
  const db = await openDatabase({ dataDir: join(base, "pg"), seedDump });
  const world = await prepared(db, folder, (opened) => fill(opened, (sql) => db.exec(sql)), without);
  let copies = 0;
  const copy = async (): Promise<Place> => {
    const data = join(folder, `copy-${copies}`);
    rmSync(join(folder, `copy-${copies - 1}`), { recursive: true, force: true });
    copies += 1;
    cpSync(base, data, { recursive: true });
    const open = () => openDatabase({ dataDir: join(data, "pg") });
    return { wish: { data, secrets: join(folder, "secrets") }, open };
  };
  return { kind: "pglite", world, cluster: undefined, copy, close };
}

async function nativeGround<World>(
  folder: string,
  bin: string,
  { fill, without }: GroundWish<World>,
  close: () => void,
): Promise<Ground<World>> {
  const cluster = startCluster(bin, { settings: ["fsync=on"] });
  const stop = () => cluster.stop();
  process.once("exit", stop);
  const socket = cluster.folder;
  await asSuperuser(socket, "postgres", "create database world");
  await prepareNativePlatform(socket, "world");
  const db = await openNative(socket, "world");
  const superuser = (sql: string) => asSuperuser(socket, "world", sql);
  const world = await prepared(db, folder, (opened) => fill(opened, superuser), without);
  let copies = 0;
  const copy = async (): Promise<Place> => {
    const name = `copy_${copies + 1}`;
    const data = join(folder, name);
    await asSuperuser(socket, "postgres", `drop database if exists copy_${copies} with (force)`);
    copies += 1;
    await asSuperuser(socket, "postgres", `create database ${name} template world`);
    await asSuperuser(socket, name, `grant create, connect, temporary on database ${name} to repere_owner`);
    // A copied sequence believes that its next 32 numbers are in the log already, until a checkpoint: killed before one,
    // PostgreSQL 15 would give them out again.
    await asSuperuser(socket, "postgres", "checkpoint");
    cpSync(join(folder, "world"), data, { recursive: true });
    const url = addressOf(socket, "authenticator", name);
    const postgres = { url, ownerUrl: addressOf(socket, MIGRATOR, name) };
    return {
      wish: { data, secrets: join(folder, "secrets"), postgres },
      open: () => openNative(socket, name),
    };
  };
  const closeAll = () => {
    process.off("exit", stop);
    stop();
    close();
  };
  return { kind: "postgres", world, cluster, copy, close: closeAll };
}

/** Migrates as far as wished, fills, and leaves the database in good order. */
async function prepared<World>(
  db: Database,
  folder: string,
  fill: (db: Database) => Promise<World>,
  without: number | undefined,
): Promise<World> {
  try {
    if (without !== undefined) await migrate(db, { folder: await olderMigrations(folder, without) });
    else if (db.kind === "postgres") await migrate(db, { logic: true });
    const world = await fill(db);
    if (db.kind === "pglite") await db.exec("checkpoint");
    return world;
  } finally {
    await db.close();
  }
}

/** A folder with the migrations of an earlier version. */
async function olderMigrations(folder: string, without: number): Promise<string> {
  const older = join(folder, "migrations");
  mkdirSync(older);
  for (const { version, name, sql } of (await readMigrations()).slice(0, -without)) {
    writeFileSync(join(older, `${version}_${name}.sql`), sql);
  }
  return older;
}
