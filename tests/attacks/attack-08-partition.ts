import { REFERENCE_SEED, VOLUMES } from "../../src/reference/city.ts";
import { type CountedSquare, childrenOf, divide, squareKey } from "../../src/reference/partition.ts";
import {
  drawSeason,
  PARTITION_ALPHA,
  PARTITION_SCALE,
  PARTITION_THRESHOLD,
  type Season,
} from "../../src/reference/season.ts";
import { type Attack, type Context, exactly } from "./attack.ts";
import { geometricShares, nodeDistance } from "./measure/node.ts";

const THRESHOLD = PARTITION_THRESHOLD / PARTITION_SCALE;

/** A decision of the partition: true counts of four children, and of what was brought to their square from above. */
interface Node {
  readonly children: readonly number[];
  readonly brought: readonly number[];
}

/** Every decision that the season's partition took. */
function nodesOf({ counts, noisy }: Season): Node[] {
  const nodes: Node[] = [];
  const truth = (squares: readonly CountedSquare[]) =>
    squares.map(
      ({ square, sizeKm }) => (counts.get(squareKey(square, sizeKm))?.count ?? 0) / PARTITION_SCALE,
    );
  const visit = (own: CountedSquare, brought: readonly CountedSquare[]): void => {
    if (own.sizeKm === 1) return;
    const children = childrenOf(own.square, own.sizeKm, noisy);
    nodes.push({ children: truth(children), brought: truth(brought) });
    const division = divide(children, brought, PARTITION_THRESHOLD);
    for (const [nth, part] of (division?.parts ?? []).entries()) {
      visit(part, nth === 0 && !division?.poolStands ? (division?.pool ?? []) : []);
    }
  };
  for (const root of noisy.values()) if (root.sizeKm === 8) visit(root, []);
  return nodes;
}

/** Mean over the youths of a node's squares of what one of them changes in its decision. */
function nodeAverage({ children, brought }: Node, noise: readonly number[]): number {
  const counts = [...children, ...brought];
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (all === 0) return 0;
  return counts.reduce((sum, count, nth) => {
    const change = count === 0 ? 0 : nodeDistance(children, brought, nth, THRESHOLD, noise);
    return sum + (count / all) * change;
  }, 0);
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
          worst = Math.max(worst, nodeDistance([own, a, b, c], [], 0, THRESHOLD, noise));
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
    return nodesOf(drawSeason(volume, REFERENCE_SEED)).map((node) => nodeAverage(node, noise));
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
