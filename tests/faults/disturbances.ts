import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { addDays } from "../../src/domain/slot.ts";
import { writeFolder } from "../../supabase/local/folder/folder.ts";
import { owned } from "../local/harness/calls.ts";
import { asSuperuser } from "../local/harness/prepared.ts";
import type { Ground, Place } from "./grounds.ts";
import { NOTHING, type Toll } from "./series.ts";
import { type ServerProcess, startServing, startVictim } from "./server-process.ts";
import { importing, syncing, type Work } from "./work.ts";
import { DAY, planRound, type World } from "./world.ts";

/** A fault that is not a killed process, on one kind of ground. */
export type Disturbance = (ground: Ground<World>, runs: number) => Promise<Toll>;

/** PostgreSQL is stopped and started while an import and three phones send; the server stays and goes on by itself. */
export const restartedUnderLoad: Disturbance = async (ground, runs) => {
  const { cluster, world } = ground;
  if (!cluster) throw new Error("only PostgreSQL is restarted apart from its server");
  const { place, works } = await withPhones(ground, world);
  const server = await startServing(place.wish);
  const toll: Toll = { ...NOTHING, runs };
  for (let run = 0; run < runs; run++) {
    const stop = new AbortController();
    const working = Promise.all(works.map((work) => work.until(server, undefined, stop.signal)));
    await wait(300 + Math.random() * 500);
    cluster.halt();
    const began = performance.now();
    cluster.start();
    await server.healthy();
    // Who had no call under way goes on without having noticed.
    stop.abort();
    await working;
    toll.recoveredWithinMs = Math.max(toll.recoveredWithinMs, Math.round(performance.now() - began));
    for (const work of works) toll.lost += await work.resume(server);
  }
  return settle(toll, place, server, works);
};

async function withPhones(ground: Ground<World>, world: World): Promise<{ place: Place; works: Work[] }> {
  const place = await ground.copy();
  const db = await place.open();
  try {
    const phones: Work[] = [];
    for (let n = 0; n < 3; n++) phones.push(syncing({ ...world, round: await planRound(db, world) }));
    return { place, works: [importing(world), ...phones] };
  } finally {
    await db.close();
  }
}

async function settle(
  toll: Toll,
  place: Place,
  server: ServerProcess,
  works: readonly Work[],
): Promise<Toll> {
  await server.end();
  const db = await place.open();
  try {
    for (const work of works) {
      const { lost, wrong } = await work.settle(db);
      toll.lost += lost;
      toll.wrong += wrong;
      toll.acknowledged += work.acknowledged();
    }
    return toll;
  } finally {
    await db.close();
  }
}

/** Every connection that PostgreSQL has is somebody else's: calls are refused for the time, and nothing is lost. */
export const exhausted: Disturbance = async (ground, runs) => {
  const { cluster, world } = ground;
  if (!cluster) throw new Error("only PostgreSQL has connections to exhaust");
  const place = await ground.copy();
  const server = await startServing(place.wish);
  const work = importing(world);
  const toll: Toll = { ...NOTHING, runs };
  for (let run = 0; run < runs; run++) {
    const working = work.until(server);
    await wait(100 + Math.random() * 300);
    const others = await takeEveryConnection(place, cluster.folder);
    await working;
    const refused = await server.get(world.lead, "windows", { tier: "lead" });
    // Told as passing, so that page and command line may try again.
    if (refused.status !== 503) toll.wrong += 1;
    const began = performance.now();
    await Promise.all(others.map((client) => client.end()));
    await server.healthy();
    toll.recoveredWithinMs = Math.max(toll.recoveredWithinMs, Math.round(performance.now() - began));
    toll.lost += await work.resume(server);
  }
  return settle(toll, place, server, [work]);
};

/** Opens connections until none is left, ends the server's own, and takes those too. */
async function takeEveryConnection({ wish }: Place, socket: string): Promise<pg.Client[]> {
  const others: pg.Client[] = [];
  const takeAll = async () => {
    for (;;) {
      const client = new pg.Client({ connectionString: wish.postgres?.url });
      client.on("error", () => undefined);
      try {
        await client.connect();
      } catch (error) {
        if ((error as pg.DatabaseError).code === "53300") return;
        throw error;
      }
      await client.query("set application_name = 'somebody else'");
      others.push(client);
    }
  };
  await takeAll();
  for (let again = 0; again < 5; again++) {
    await asSuperuser(
      socket,
      "postgres",
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = '' and pid <> pg_backend_pid() and backend_type = 'client backend'",
    );
    await takeAll();
  }
  return others;
}

/** A second server on a held folder is refused while the first works on; once that is killed, one starts at once. */
export const twoServers: Disturbance = async (ground) => {
  const place = await ground.copy();
  const server = await startServing(place.wish);
  const work = importing(ground.world);
  const working = work.until(server);
  const second = await startVictim(place.wish).started;
  const wrong = "fault" in second && second.fault === "folder_held" ? 0 : 1;
  await server.kill();
  await working;
  const began = performance.now();
  const next = await startServing(place.wish);
  const recoveredWithinMs = Math.round(performance.now() - began);
  const lost = await work.resume(next);
  return settle({ ...NOTHING, lost, wrong, recoveredWithinMs }, place, next, [work]);
};

/**
 * The clock is set back a day after windows were published. What is received then must be dated after those
 * publications all the same: dated before, it would count as known to them and join no window, ever.
 */
export const clockSetBack: Disturbance = async (ground) => {
  const place = await ground.copy();
  let server = await startServing(place.wish);
  for (let n = 0; n < 4; n++) await server.post(ground.world.lead, "publish", { dry_run: false });
  await server.end();
  setDay(place, addDays(DAY, -1));
  server = await startServing(place.wish);
  const work = importing(ground.world);
  await Promise.race([work.until(server), wait(500).then(() => server.kill())]);
  setDay(place, DAY);
  server = await startServing(place.wish);
  const lost = await work.resume(server);
  const toll = await settle({ ...NOTHING, lost }, place, server, [work]);
  const db = await place.open();
  try {
    const [row] = await owned(
      db,
      `select count(*) as missed from field.visit v
       where v.batch_id is not null and v.received_at <= (select max(w.published_at) from release.window w)`,
    );
    return { ...toll, lost: toll.lost + Number(row?.["missed"]) };
  } finally {
    await db.close();
  }
};

function setDay({ wish }: Place, today: string): void {
  const facts = JSON.parse(readFileSync(join(wish.data, "folder.json"), "utf8"));
  writeFolder(wish.data, { ...facts, today });
}
