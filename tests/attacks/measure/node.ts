/** Exact chances of one decision of the partition (port/partition.ts, `divide`) over the noise of its four children. */
import { distance } from "../../../src/reference/outputs.ts";

/** Noise beyond this has probability under 10⁻⁷ at α = 3/4. */
const FARTHEST = 56;

/** Noise of a square: two-sided geometric. */
export function geometricShares(alpha: number): number[] {
  const scale = (1 - alpha) / (1 + alpha);
  return Array.from({ length: 2 * FARTHEST + 1 }, (_, at) => scale * alpha ** Math.abs(at - FARTHEST));
}

/** Chances of whole numbers: `shares[i]` belongs to `from + i`. */
interface Spread {
  readonly from: number;
  readonly shares: readonly number[];
}

interface Child {
  /** Chances of noisy counts below the threshold, and of those that reach it. */
  readonly below: Spread;
  readonly reached: Spread;
}

function childOf(count: number, threshold: number, noise: readonly number[]): Child {
  const from = count - (noise.length - 1) / 2;
  const cut = Math.min(noise.length, Math.max(0, threshold - from));
  return {
    below: { from, shares: noise.slice(0, cut) },
    reached: { from: from + cut, shares: noise.slice(cut) },
  };
}

function sum(shares: readonly number[]): number {
  return shares.reduce((total, each) => total + each, 0);
}

function added(one: Spread, other: Spread): Spread {
  const shares = new Array<number>(Math.max(0, one.shares.length + other.shares.length - 1)).fill(0);
  for (const [i, a] of one.shares.entries()) {
    for (const [j, b] of other.shares.entries()) shares[i + j] = (shares[i + j] ?? 0) + a * b;
  }
  return { from: one.from + other.from, shares };
}

/** Chance that a sum of counts reaches the threshold. */
function reaches({ from, shares }: Spread, threshold: number): number {
  return sum(shares.slice(Math.max(0, threshold - from)));
}

/** Chance that each of these children has the smallest count; equal counts go to the first. */
function smallestShares(children: readonly Spread[]): number[] {
  return children.map((own, nth) =>
    own.shares.reduce((total, share, at) => {
      const count = own.from + at;
      const others = children.reduce(
        (product, other, place) =>
          place === nth ? product : product * reaches(other, place < nth ? count + 1 : count),
        1,
      );
      return total + share * others;
    }, 0),
  );
}

/**
 * Chances of every way in which a square with these true counts is divided.
 *
 * @param counts of four children
 * @param brought counts of squares brought from above, which count with the pool
 */
function divisionChances(
  counts: readonly number[],
  brought: readonly number[],
  threshold: number,
  noise: readonly number[],
): Map<string, number> {
  const children = counts.map((count) => childOf(count, threshold, noise));
  const extra = brought.map((count) => ({ from: count - (noise.length - 1) / 2, shares: noise }));
  const chances = new Map<string, number>();
  for (let subset = 0; subset < 2 ** counts.length; subset++) {
    const large = children.filter((_, nth) => (subset >> nth) & 1).map((child) => child.reached);
    const pool = children.filter((_, nth) => !((subset >> nth) & 1)).map((child) => child.below);
    const likely = [...large, ...pool].reduce((product, { shares }) => product * sum(shares), 1);
    if (likely < 1e-12) continue;
    for (const [name, chance] of within(subset, large, [...pool, ...extra], threshold))
      chances.set(name, chance);
  }
  return chances;
}

function within(
  subset: number,
  large: readonly Spread[],
  pool: readonly Spread[],
  threshold: number,
): [string, number][] {
  const ofLarge = large.reduce((product, { shares }) => product * sum(shares), 1);
  const ofPool = pool.reduce((product, { shares }) => product * sum(shares), 1);
  if (large.length === 0) return [["stays", ofPool]];
  if (pool.length === 0) return [["all", ofLarge]];
  const enough = reaches(pool.reduce(added), threshold);
  const joined = smallestShares(large).map((share, nth): [string, number] => [
    `${subset} joins ${nth}`,
    share * (ofPool - enough),
  ]);
  return [[`${subset} pool`, ofLarge * enough], ...joined];
}

/** What a youth in the nth square, of the children and then of those brought, changes in the division: total variation. */
export function nodeDistance(
  children: readonly number[],
  brought: readonly number[],
  nth: number,
  threshold: number,
  noise: readonly number[],
): number {
  const fewer = [...children, ...brought].map((count, at) => (at === nth ? count - 1 : count));
  const [less, lessBrought] = [fewer.slice(0, children.length), fewer.slice(children.length)];
  return distance(
    divisionChances(children, brought, threshold, noise),
    divisionChances(less, lessBrought, threshold, noise),
  );
}
