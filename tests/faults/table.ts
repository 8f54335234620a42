import { clockSetBack, type Disturbance, exhausted, restartedUnderLoad, twoServers } from "./disturbances.ts";
import { type Ground, KINDS, type Kind, makeGround } from "./grounds.ts";
import { failingMigration, migrateSeries } from "./migrating.ts";
import { publishedWhole, publishing } from "./publishing.ts";
import { killedSeries, type Toll } from "./series.ts";
import { importing, syncing } from "./work.ts";
import { fillWorld, planRound, type World } from "./world.ts";

/** Migrations that the earlier version of the migrate series does not have. */
const NEWER = 24;

/** A row of the table of faults. */
interface Fault {
  readonly name: string;
  readonly kinds: readonly Kind[];
  /** Whether its number of runs is the asked one; the others are made once. */
  readonly repeated: boolean;
  run(kind: Kind, runs: number): Promise<Toll | { readonly absent: string }>;
}

export const FAULTS: readonly Fault[] = [
  killed("killed during import", async (ground, runs) => killedSeries(ground, importing(ground.world), runs)),
  {
    ...{ name: "killed during sync", kinds: KINDS, repeated: true },
    run: (kind, runs) =>
      on(kind, { fill: withRound }, (ground) => killedSeries(ground, syncing(ground.world), runs)),
  },
  killed("killed during publish", async (ground, runs) =>
    killedSeries(ground, publishing(ground.world, await publishedWhole(ground)), runs),
  ),
  {
    ...{ name: "killed during migrate", kinds: KINDS, repeated: true },
    run: (kind, runs) =>
      on(kind, { fill: fillWorld, without: NEWER }, (ground) => migrateSeries(ground, runs)),
  },
  { ...other("PostgreSQL restarted under load", ["postgres"], restartedUnderLoad), repeated: true },
  { ...other("connections exhausted", ["postgres"], exhausted), repeated: true },
  other("migration that fails half way", KINDS, failingMigration),
  other("two servers on one folder", KINDS, twoServers),
  other("clock set back a day", KINDS, clockSetBack),
];

function killed(name: string, series: Disturbance): Fault {
  return {
    name,
    kinds: KINDS,
    repeated: true,
    run: (kind, runs) => on(kind, { fill: fillWorld }, (g) => series(g, runs)),
  };
}

function other(name: string, kinds: readonly Kind[], disturbance: Disturbance): Fault {
  return {
    name,
    kinds,
    repeated: false,
    run: (kind, runs) => on(kind, { fill: fillWorld }, (g) => disturbance(g, runs)),
  };
}

async function withRound(...[db]: Parameters<typeof fillWorld>): Promise<World & { readonly round: string }> {
  const world = await fillWorld(db);
  return { ...world, round: await planRound(db, world) };
}

async function on<Made>(
  kind: Kind,
  wish: Parameters<typeof makeGround<Made>>[1],
  work: (ground: Ground<Made>) => Promise<Toll>,
): Promise<Toll | { readonly absent: string }> {
  const ground = await makeGround(kind, wish);
  if ("absent" in ground) return ground;
  try {
    return await work(ground);
  } finally {
    ground.close();
  }
}
