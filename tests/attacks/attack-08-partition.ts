import type { SizeKm } from "../../src/domain/grid.ts";
import { type Attack, type Context, exactly } from "./attack.ts";
import { geometricShares, nodeDistance } from "./measure/node.ts";
import { divide, squareKey } from "./port/partition.ts";
import { REFERENCE_SEED, VOLUMES } from "./simulation/city.ts";
import {
  drawSeason,
  PARTITION_ALPHA,
  PARTITION_SCALE,
  PARTITION_THRESHOLD,
  type Season,
} from "./simulation/season.ts";

const THRESHOLD = PARTITION_THRESHOLD / PARTITION_SCALE;

/** True counts of the four children of every square that the season's partition decided on. */
function nodesOf({ counts, noisy }: Pick<Season, "counts" | "noisy">): number[][] {
  const nodes: number[][] = [];
  const visit = (square: number, sizeKm: SizeKm): void => {
    if (sizeKm === 1) return;
    const half = (sizeKm / 2) as SizeKm;
    const names = [0, half, half * 10_000, half * 10_001].map((step) => squareKey(square + step, half));
    nodes.push(names.map((name) => (counts.get(name)?.count ?? 0) / PARTITION_SCALE));
    const children = names.map((name) => noisy.get(name)).filter((child) => child !== undefined);
    for (const part of divide(children, PARTITION_THRESHOLD)?.whole ?? []) visit(part.square, half);
  };
  for (const root of counts.values()) if (root.sizeKm === 8) visit(root.square, 8);
  return nodes;
}

/** Mean over the youths of a node's children of what one of them changes. */
function nodeAverage(counts: readonly number[], noise: readonly number[]): number {
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (all === 0) return 0;
  return counts.reduce(
    (sum, count, nth) =>
      count === 0 ? sum : sum + (count / all) * nodeDistance(counts, nth, THRESHOLD, noise),
    0,
  );
}

/** Children on and around every edge that a division has: own threshold, pool's threshold, smallest part. */
const EDGES = [
  0,
  1,
  Math.round(THRESHOLD / 3),
  Math.round(THRESHOLD / 2),
  THRESHOLD - 1,
  THRESHOLD,
  THRESHOLD + 1,
];

/** The worst of all nodes whose four children lie on edges. */
function worstNode(noise: readonly number[]): number {
  let worst = 0;
  for (const own of EDGES.filter((count) => count > 0)) {
    for (const a of EDGES) {
      for (const b of EDGES.filter((count) => count >= a)) {
        for (const c of EDGES.filter((count) => count >= b)) {
          worst = Math.max(worst, nodeDistance([own, a, b, c], 0, THRESHOLD, noise));
        }
      }
    }
  }
  return worst;
}

function measure({ say }: Context) {
  const noise = geometricShares(PARTITION_ALPHA);
  const averages = VOLUMES.flatMap((volume) => {
    say(`partition: nodes of the ${volume} city`);
    return nodesOf(drawSeason(volume, REFERENCE_SEED)).map((counts) => nodeAverage(counts, noise));
  });
  const average = averages.reduce((sum, each) => sum + each, 0) / averages.length;
  return {
    parts: [
      exactly("worst node, children on the edges", worstNode(noise), 0.15),
      exactly("worst node of the reference cities", Math.max(...averages), 0.15),
      exactly(`average over ${averages.length} nodes`, average, 0.03),
    ],
    // Without noise the node on the edge tells.
    unprotected: worstNode([1]),
  };
}

export const partition: Attack = {
  id: 8,
  name: "partition shape at the threshold",
  bites: 0.99,
  run: measure,
};
