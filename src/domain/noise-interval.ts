/**
 * What the noise of a research release leaves unknown. The mechanism is the two-sided geometric one, P(X = k) =
 * (1 − α)/(1 + α)·α^|k| with α = n/d told beside each table (ε = ln(d/n) for a sensitivity of 1; Ghosh, Roughgarden &
 * Sundararajan 2012, SIAM Journal on Computing 41(6)). Everything here follows from α and the released values alone.
 */

import { circularPower, convolution } from "./convolution.ts";

/** α as an exact fraction, below 1. */
export type Alpha = readonly [numerator: number, denominator: number];

/** Both ends included. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The share of cases in which an interval holds the true value; each side misses half of the rest. */
export const LEVEL = 0.9;
export const TAIL = (1 - LEVEL) / 2;

/** Chances below this are left out of sums; a thousand of them would not change the tenth digit of a chance. */
const NOTHING = 1e-14;

/** A distribution over whole numbers: `chance[i]` is that of `least + i`. */
export interface Chances {
  readonly least: number;
  readonly chance: Float64Array;
}

/** The chance of one draw of noise being k. */
export function noiseChance([numerator, denominator]: Alpha, k: number): number {
  const alpha = numerator / denominator;
  return ((1 - alpha) / (1 + alpha)) * alpha ** Math.abs(k);
}

/** Variance of one draw, 2α/(1 − α)². */
export function noiseVariance([numerator, denominator]: Alpha): number {
  const alpha = numerator / denominator;
  return (2 * alpha) / (1 - alpha) ** 2;
}

/** The least q with P(X > q) ≤ 5 %, in closed form: P(X > q) = α^(q + 1)/(1 + α). */
export function noiseReach([numerator, denominator]: Alpha): number {
  const alpha = numerator / denominator;
  return Math.max(0, Math.ceil(Math.log(TAIL * (1 + alpha)) / Math.log(alpha)) - 1);
}

/** One released value: where the true count is with 90 %. A count is never negative. */
export function valueInterval(value: number, alpha: Alpha): Interval {
  const reach = noiseReach(alpha);
  return { low: Math.max(0, value - reach), high: Math.max(0, value + reach) };
}

/** A value that is hidden because it is below a bound: at most that much, and the noise that may have lowered it. */
export function hiddenInterval(hiddenBelow: number, alpha: Alpha): Interval {
  return { low: 0, high: hiddenBelow - 1 + noiseReach(alpha) };
}

/** The distribution of a sum of independent variables. */
export function convolve(a: Chances, b: Chances): Chances {
  return trimmed({ least: a.least + b.least, chance: convolution(a.chance, b.chance) });
}

/**
 * The distribution of the sum of so many independent draws of one: the power of its transform, on a circle so wide that
 * what it leaves out has a chance below 2e-14.
 */
export function sumOf(one: Chances, draws: number): Chances {
  const high = boundOf(one, draws, 1);
  const low = -boundOf(one, draws, -1);
  const size = 2 ** Math.ceil(Math.log2(high - low + 1));
  const circle = circularPower(one.chance, -one.least, draws, size);
  const chance = Float64Array.from(
    { length: high - low + 1 },
    (_, at) => circle[(((low + at) % size) + size) % size] ?? 0,
  );
  return trimmed({ least: low, chance });
}

/** Steepness of the exponential in the bound below: from sums of thousands of draws to a single one. */
const STEEPNESS = Array.from({ length: 24 }, (_, at) => 2 ** (-at / 2));

/**
 * Beyond it the sum of so many draws, times `side`, is with a chance below 1e-14: P(S ≥ x) ≤ E[exp(tX)]^n·exp(−tx) for
 * every t > 0, and never beyond n times the largest value.
 *
 * Source: Chernoff 1952, Annals of Mathematical Statistics 23(4), theorem 1.
 */
function boundOf({ least, chance }: Chances, draws: number, side: 1 | -1): number {
  const end = side === 1 ? least + chance.length - 1 : -least;
  const bounds = STEEPNESS.map((t) => {
    // Relative to the end, where the exponential is largest: it cannot overflow.
    let mean = 0;
    for (let at = 0; at < chance.length; at++)
      mean += (chance[at] ?? 0) * Math.exp(t * (side * (least + at) - end));
    return draws * (end + Math.log(mean) / t) - Math.log(NOTHING) / t;
  });
  return Math.ceil(Math.min(draws * end, ...bounds));
}

/** One draw of noise. */
export function noise(alpha: Alpha): Chances {
  const least = -Math.ceil(Math.log(NOTHING) / Math.log(alpha[0] / alpha[1]));
  const chance = Float64Array.from({ length: 1 - 2 * least }, (_, at) => noiseChance(alpha, least + at));
  return { least, chance };
}

/**
 * What an empty leaf adds to a sum of shown values: its noise where that alone reaches the bound of hiding, nothing
 * otherwise. Of 5,000 empty leaves some are shown: a sum must know it.
 */
export function ghost(alpha: Alpha, hiddenBelow: number): Chances {
  const { least, chance } = noise(alpha);
  const kept = chance.map((p, at) => (least + at >= hiddenBelow ? p : 0));
  kept[-least] =
    (kept[-least] ?? 0) + chance.reduce((sum, p, at) => sum + (least + at < hiddenBelow ? p : 0), 0);
  return { least, chance: kept };
}

/** The least whole number that a variable exceeds with a chance of 5 % at most. */
export function upperReach({ least, chance }: Chances): number {
  let above = 0;
  for (let at = chance.length - 1; at >= 0; at--) {
    above += chance[at] ?? 0;
    if (above > TAIL) return least + at;
  }
  return least;
}

/** How many of so many empty places noise alone is expected to lift to a value or above: n·α^value/(1 + α). */
export function expectedGhosts([numerator, denominator]: Alpha, places: number, value: number): number {
  const alpha = numerator / denominator;
  return (places * alpha ** value) / (1 + alpha);
}

/**
 * The least value from which on at most a tenth of what is shown is expected to be noise alone, among so many places;
 * undefined where there is none. Showing only what reaches a bound picks what noise has lifted: an interval about each
 * value does not tell it.
 *
 * Source: Benjamini & Hochberg 1995, Journal of the Royal Statistical Society B 57(1).
 */
export function distinctFrom(shown: readonly number[], alpha: Alpha, places: number): number | undefined {
  const down = shown.toSorted((a, b) => b - a);
  return down.findLast((value, at) => expectedGhosts(alpha, places, value) <= (1 - LEVEL) * (at + 1));
}

function trimmed({ least, chance }: Chances): Chances {
  let first = 0;
  let last = chance.length - 1;
  while (first < last && (chance[first] ?? 0) < NOTHING) first++;
  while (last > first && (chance[last] ?? 0) < NOTHING) last--;
  return { least: least + first, chance: chance.slice(first, last + 1) };
}
