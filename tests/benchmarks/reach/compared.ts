/** Seasons of several seeds compared: ratios of means, and how sure one is (paired by seed). */

import { greedy, oldest, uniform } from "./baselines.ts";
import { cityOf, type Family } from "./city.ts";
import { planned, plannedRaw } from "./planners.ts";
import { playSeason, type Reached, type Strategy } from "./season.ts";

/** A family at an effort: ours against the baselines; ratios of means over the seeds. */
export interface Comparison {
  readonly name: Family;
  /** Visits a week. */
  readonly visits: number;
  readonly reachVsGreedy: number;
  /** Lower end of the 95 % interval of `reachVsGreedy`. */
  readonly reachLower: number;
  readonly meetingsVsGreedy: number;
  readonly reachVsOldest: number;
  readonly meetingsVsOldest: number;
  readonly rawReachVsGreedy: number;
  readonly rawMeetingsVsGreedy: number;
  readonly reachVsRandom: number;
  readonly meetingsVsRandom: number;
}

/** Student's t of 95 % with 79 degrees of freedom, for 80 seeds; fewer seeds make it a little too narrow. */
const T = 1.99;

/** Plays every strategy in the city of each seed. */
export function compare(name: Family, visits: number, seeds: readonly number[]): Comparison {
  const cities = seeds.map((seed) => ({ seed, city: cityOf(name, seed) }));
  const play = (strategy: Strategy) =>
    cities.map(({ seed, city }) => playSeason(city, { family: name, seed, visits }, strategy));
  const [ours, raw, a, b, c] = [play(planned), play(plannedRaw), play(greedy), play(oldest), play(uniform)];
  const reach = ratio(reachesOf(ours), reachesOf(a));
  const meetings = (one: readonly Reached[], other: readonly Reached[]) =>
    ratio(meetingsOf(one), meetingsOf(other)).value;
  return {
    ...{ name, visits, reachVsGreedy: reach.value, reachLower: reach.lower },
    meetingsVsGreedy: meetings(ours, a),
    reachVsOldest: ratio(reachesOf(ours), reachesOf(b)).value,
    meetingsVsOldest: meetings(ours, b),
    rawReachVsGreedy: ratio(reachesOf(raw), reachesOf(a)).value,
    rawMeetingsVsGreedy: meetings(raw, a),
    reachVsRandom: ratio(reachesOf(ours), reachesOf(c)).value,
    meetingsVsRandom: meetings(ours, c),
  };
}

/** What a comparison falls short of (planning.md, "Priority"); empty: within all bars. */
export function missedBars(found: Comparison): string[] {
  const bars = [
    ["reach against greedy ≥ 1.05", found.reachVsGreedy >= 1.05],
    ["its lower bound > 1", found.reachLower > 1],
    ["meetings against greedy ≥ .90", found.meetingsVsGreedy >= 0.9],
    ["reach against oldest ≥ .90", found.reachVsOldest >= 0.9],
    ["meetings against oldest ≥ 1.8", found.meetingsVsOldest >= 1.8],
    ["more reach than random", found.reachVsRandom > 1],
    ["more meetings than random", found.meetingsVsRandom > 1],
  ] as const;
  return bars.flatMap(([bar, met]) => (met ? [] : [bar]));
}

/**
 * Ratio of two means of paired samples, and the lower end of its 95 % interval by the delta method: the spread of
 * `one − ratio × other` over the seeds (Cochran 1977, Sampling Techniques, 6.4).
 */
export function ratio(one: readonly number[], other: readonly number[]): { value: number; lower: number } {
  const count = one.length;
  if (count < 2 || other.length !== count)
    throw new RangeError("as many of one as of the other, two at least");
  const value = mean(one) / mean(other);
  const rests = one.map((each, at) => each - value * (other[at] ?? 0));
  const variance = rests.reduce((sum, rest) => sum + rest ** 2, 0) / (count - 1);
  return { value, lower: value - (T * Math.sqrt(variance / count)) / mean(other) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / values.length;
}

function reachesOf(all: readonly Reached[]): number[] {
  return all.map(({ reach }) => reach);
}

function meetingsOf(all: readonly Reached[]): number[] {
  return all.map(({ meetings }) => meetings);
}
