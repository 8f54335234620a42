import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { migrate, readMigrations } from "../../supabase/local/database/migrate.ts";
import { checksums } from "../local/harness/imports.ts";
import type { Ground, Place } from "./grounds.ts";
import { NOTHING, type Toll } from "./series.ts";
import { startServing, startVictim } from "./server-process.ts";
import { shapeOf } from "./shape.ts";
import type { World } from "./world.ts";

/** How a database stands: its migrations, what they made, and the checksum of every table of records. */
interface Standing {
  readonly rows: number;
  readonly tables: ReadonlyMap<string, string>;
  readonly shape: string;
}

/**
 * Starts a server on data of an earlier version, kills it (on PostgreSQL in every second run the database) while it
 * migrates, starts again, and compares with a copy that was migrated undisturbed.
 */
export async function migrateSeries(ground: Ground<World>, runs: number): Promise<Toll> {
  const toll: Toll = { ...NOTHING, runs };
  const whole = await undisturbed(ground);
  for (let run = 0; run < runs; run++) {
    const place = await ground.copy();
    await cutShort(ground, place, run, whole.ms);
    const began = performance.now();
    await (await startServing(place.wish)).end();
    toll.recoveredWithinMs = Math.max(toll.recoveredWithinMs, Math.round(performance.now() - began));
    const now = await standingOf(place);
    const differing = [...whole.standing.tables].filter(([name, sum]) => now.tables.get(name) !== sum);
    toll.acknowledged += whole.standing.rows;
    toll.lost += Math.max(0, whole.standing.rows - now.rows, differing.length);
    toll.wrong += now.shape === whole.standing.shape ? 0 : 1;
  }
  return toll;
}

async function undisturbed(ground: Ground<World>): Promise<{ standing: Standing; ms: number }> {
  const place = await ground.copy();
  let began = 0;
  const starting = startVictim(place.wish, (step) => {
    if (step === "migrations") began = performance.now();
  });
  const started = await starting.started;
  const ms = performance.now() - began;
  if ("fault" in started) throw new Error(`the migration itself fails: ${started.fault}`);
  await started.server.end();
  return { standing: await standingOf(place), ms };
}

async function cutShort({ cluster }: Ground<World>, { wish }: Place, run: number, ms: number): Promise<void> {
  let migrating: () => void = () => undefined;
  const begun = new Promise<void>((done) => {
    migrating = done;
  });
  const starting = startVictim(wish, (step) => {
    if (step === "migrations") migrating();
  });
  await Promise.race([begun, starting.started]);
  await wait(Math.random() * ms);
  if (cluster && run % 2 === 1) {
    cluster.crash();
    cluster.start();
  }
  await starting.kill();
}

async function standingOf(place: Place): Promise<Standing> {
  const db = await place.open();
  try {
    const sums = await checksums(db);
    const tables = new Map(Object.entries(sums).map(([name, { rows, sum }]) => [name, `${rows} ${sum}`]));
    const rows = Object.values(sums).reduce((sum, table) => sum + table.rows, 0);
    return { rows, tables, shape: await shapeOf(db) };
  } finally {
    await db.close();
  }
}

/** A migration that fails half way leaves what was there before it; mended, it is applied. */
export async function failingMigration(ground: Ground<World>): Promise<Toll> {
  const folder = mkdtempSync(join(tmpdir(), "repere-failing-"));
  try {
    const place = await ground.copy();
    const before = await standingOf(place);
    const file = join(folder, "m", "29990101000000_fails_half_way.sql");
    mkdirSync(join(folder, "m"));
    for (const { version, name, sql } of await readMigrations()) {
      writeFileSync(join(folder, "m", `${version}_${name}.sql`), sql);
    }
    const half = "delete from field.contact; create table field.half (id integer primary key);";
    writeFileSync(file, `${half}\nselect 1 / 0;`);
    const failed = await migrated(place, join(folder, "m"));
    const after = await standingOf(place);
    const changed = [...before.tables].filter(([name, sum]) => after.tables.get(name) !== sum);
    writeFileSync(file, "create table field.half (id integer primary key);");
    const mended = await migrated(place, join(folder, "m"));
    const wrong = [!failed, after.shape !== before.shape, mended].filter(Boolean).length;
    return { ...NOTHING, acknowledged: before.rows, lost: changed.length, wrong };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether a migration failed. */
async function migrated(place: Place, folder: string): Promise<boolean> {
  const db = await place.open();
  try {
    return await migrate(db, { folder }).then(
      () => false,
      () => true,
    );
  } finally {
    await db.close();
  }
}
