import { NOISE_BOUND } from "../../src/reference/noise.ts";
import { chancesOf, distance, NOISES } from "../../src/reference/outputs.ts";
import { type Mechanism, mechanismOf, passes, shownTotal } from "../../src/reference/rules.ts";
import type { Tally } from "../../src/reference/tally.ts";
import { type Attack, exactly } from "./attack.ts";

/** Above the last class and its noise nothing changes any more. */
const MOST = 115;
/** Values of a condition beyond these are surely enough or surely not. */
const AROUND = NOISE_BOUND + 1;

type Counts = Pick<Tally, "n" | "withoutBusiest" | "withoutTwo" | "withoutEncounter">;

function tally(counts: Counts): Tally {
  return { name: "total/all", keySum: 0, members: "", ...counts };
}

/** Values of a count around a threshold, on both sides, and one far above. */
function around(threshold: number): number[] {
  const edge = threshold + NOISE_BOUND;
  return Array.from({ length: 2 * AROUND + 1 }, (_, at) => edge - AROUND + at).concat(edge + 100);
}

/** Every way in which one record can lower the conditions: each by one, or not. */
const LOWERED = [0, 1].flatMap((one) => [0, 1].map((two) => [one, two] as const));

/** Exact total variation between n and n − 1 at the worst split among recorders (privacy.md, attack 9). */
function worstEdge(mechanism: Mechanism): number {
  const { k1, k2 } = mechanism.thresholds;
  const seconds = k2 === undefined ? [MOST] : around(k2);
  let worst = 0;
  for (let n = 1; n <= MOST; n++) {
    for (const withoutBusiest of around(k1).filter((count) => count < n || count > MOST)) {
      for (const withoutTwo of seconds) {
        const counts = { n, withoutBusiest, withoutTwo, withoutEncounter: withoutBusiest };
        const before = chancesOf(mechanism, [tally(counts)]);
        for (const [one, two] of LOWERED) {
          const fewer = {
            n: n - 1,
            withoutBusiest: withoutBusiest - one,
            withoutTwo: withoutTwo - two,
            withoutEncounter: withoutBusiest - one,
          };
          worst = Math.max(worst, distance(before, chancesOf(mechanism, [tally(fewer)])));
        }
      }
    }
  }
  return worst;
}

/** The same where each condition draws its own noise: chances of being shown multiply. */
function worstOwnDraws(): number {
  const mechanism: Mechanism = { ...mechanismOf("lead"), tests: "own" };
  const free = { n: MOST, withoutBusiest: MOST, withoutTwo: MOST, withoutEncounter: MOST };
  const { k0, k1, k2 = 0 } = mechanism.thresholds;
  const conditions = [
    around(k0).map((n) => chanceOf(mechanism, { ...free, n }, 0)),
    around(k1).map((withoutBusiest) => chanceOf(mechanism, { ...free, withoutBusiest }, 1)),
    around(k2).map((withoutTwo) => chanceOf(mechanism, { ...free, withoutTwo }, 2)),
    around(k1).map((withoutEncounter) => chanceOf(mechanism, { ...free, withoutEncounter }, 3)),
  ];
  // One record lowers all four by one: products of neighbouring chances.
  let pairs = [{ with: 1, without: 1 }];
  for (const chances of conditions) {
    pairs = pairs.flatMap((pair) =>
      chances
        .slice(1)
        .map((chance, at) => ({ with: pair.with * chance, without: pair.without * (chances[at] ?? 0) })),
    );
  }
  return Math.max(...pairs.map((pair) => pair.with - pair.without));
}

/** Chance that one condition holds, over its own draw; the others hold anyway. */
function chanceOf(mechanism: Mechanism, counts: Counts, condition: 0 | 1 | 2 | 3): number {
  return NOISES.reduce((sum, { v, share }) => {
    const draws = [0, 0, 0, 0].map((_, at) => (at === condition ? v : 0));
    const [a = 0, b = 0, c = 0, d = 0] = draws;
    return passes(mechanism, tally(counts), [a, b, c, d]) ? sum + share : sum;
  }, 0);
}

/** Conditions on true counts, with noise only in the class: at the edge one record decides. */
function worstTrueCut(): number {
  const mechanism: Mechanism = { ...mechanismOf("educator"), tests: "none" };
  const edge = mechanism.thresholds.k0 + NOISE_BOUND;
  const counts = (n: number) => tally({ n, withoutBusiest: MOST, withoutTwo: MOST, withoutEncounter: MOST });
  const shown = (n: number) =>
    NOISES.reduce(
      (sum, { v, share }) =>
        shownTotal(mechanism, counts(n), [v, v, v, v]) === undefined ? sum : sum + share,
      0,
    );
  return shown(edge) - shown(edge - 1);
}

export const edge: Attack = {
  id: 9,
  name: "threshold edge",
  bites: 0.55,
  run({ say }) {
    const parts = (["educator", "lead"] as const).map((tier) => {
      say(`edge: every n and split, ${tier}`);
      return exactly(`${tier}: one record more or less`, worstEdge(mechanismOf(tier)), 0.23);
    });
    return {
      parts,
      unprotected: worstTrueCut(),
      beside: { "own draws for each condition": worstOwnDraws() },
    };
  },
};
