import { setTimeout as wait } from "node:timers/promises";
import type { Ground, Place } from "./grounds.ts";
import { type ServerProcess, startServing } from "./server-process.ts";
import type { Work } from "./work.ts";

/** What a series of runs came to. */
export interface Toll {
  runs: number;
  acknowledged: number;
  /** Acknowledged rows or windows that are gone. */
  lost: number;
  /** Rows stored twice, windows or migrations that are not whole. */
  wrong: number;
  /** Longest time from the start after the kill until the server answers. */
  recoveredWithinMs: number;
}

/** Before anything was counted. */
export const NOTHING: Toll = { runs: 1, acknowledged: 0, lost: 0, wrong: 0, recoveredWithinMs: 0 };

/** The moment of the kill is drawn from so many milliseconds. */
const WITHIN_MS = 700;

/**
 * Lets work run and kills it at a random moment, run after run on the same data: the server's process, and on
 * PostgreSQL in every second run all processes of the database instead, under which the server stays. Then whoever was
 * killed is started again, as an operating system's service manager does, and the work looks for what it was promised.
 */
export async function killedSeries<World>(ground: Ground<World>, work: Work, runs: number): Promise<Toll> {
  const toll: Toll = { ...NOTHING, runs };
  let place = await ground.copy();
  let server = await startServing(place.wish);
  const settle = async () => {
    await server.end();
    const { lost, wrong } = await settled(place, work);
    toll.lost += lost;
    toll.wrong += wrong;
  };
  for (let run = 0; run < runs; run++) {
    if (work.isExhausted()) {
      await settle();
      place = await ground.copy();
      server = await startServing(place.wish);
    }
    const began = await killed(ground, server, work, run);
    server = await startedAgain(ground, place, server);
    toll.recoveredWithinMs = Math.max(toll.recoveredWithinMs, Math.round(performance.now() - began));
    toll.lost += await work.resume(server);
  }
  await settle();
  toll.acknowledged = work.acknowledged();
  return toll;
}

async function killed<World>(
  { cluster }: Ground<World>,
  server: ServerProcess,
  work: Work,
  run: number,
): Promise<number> {
  let told: () => void = () => undefined;
  const acknowledged = new Promise<void>((done) => {
    told = done;
  });
  const working = work.until(server, told);
  // From the first answer on, so that there is something to lose; in every third run from the first question on.
  if (run % 3 !== 2) await Promise.race([acknowledged, working]);
  await Promise.race([working, wait(Math.random() * WITHIN_MS)]);
  if (cluster && run % 2 === 1) cluster.crash();
  else await server.kill();
  const began = performance.now();
  await working;
  return began;
}

async function startedAgain<World>(
  { cluster }: Ground<World>,
  { wish }: Place,
  server: ServerProcess,
): Promise<ServerProcess> {
  if (!server.isRunning()) {
    const wasDatabase = cluster !== undefined && !cluster.isRunning();
    if (wasDatabase) throw new Error("the server ended with its database: it must outlive it");
    return startServing(wish);
  }
  cluster?.start();
  await server.healthy();
  return server;
}

async function settled(place: Place, work: Work) {
  const db = await place.open();
  try {
    return await work.settle(db);
  } finally {
    await db.close();
  }
}
