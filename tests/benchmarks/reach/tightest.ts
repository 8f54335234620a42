/** How near seasons come to the bars of planning.md: the ratio that lies lowest beside its bar, and how sure one is. */
import type { Reached } from "./season.ts";

/** Seasons of the same seeds, in the same order, by the plan that was followed. */
export interface Seasons {
  readonly ours: readonly Reached[];
  readonly greedy: readonly Reached[];
  readonly oldest: readonly Reached[];
  readonly random: readonly Reached[];
}

/** Student's t of 95 % with 39 degrees of freedom, for 40 seeds; fewer seeds make it a little too narrow. */
const T = 2.02;

/**
 * The least of all ratios of means, each divided by its bar: 1 or more is within all of them. Its 95 % interval is
 * the jackknife's (Efron & Tibshirani 1993, An Introduction to the Bootstrap, 11): how much each seed's absence moves it.
 */
export function tightest(seasons: Seasons): { value: number; lower: number; upper: number } {
  const count = seasons.ours.length;
  if (count < 2) throw new RangeError("two seeds at least");
  const value = leastOf(seasons);
  const without = seasons.ours.map((_, left) => leastOf(mapped(seasons, (all) => all.toSpliced(left, 1))));
  const centre = without.reduce((sum, each) => sum + each, 0) / count;
  const spread = without.reduce((sum, each) => sum + (each - centre) ** 2, 0);
  const half = T * Math.sqrt(((count - 1) / count) * spread);
  return { value, lower: value - half, upper: value + half };
}

function leastOf(seasons: Seasons): number {
  const { ours, greedy, oldest, random } = seasons;
  return Math.min(
    reachOf(ours) / reachOf(greedy) / 1.05,
    meetingsOf(ours) / meetingsOf(greedy) / 0.9,
    reachOf(ours) / reachOf(oldest) / 0.9,
    meetingsOf(ours) / meetingsOf(oldest) / 1.8,
    reachOf(ours) / reachOf(random),
    meetingsOf(ours) / meetingsOf(random),
  );
}

function mapped(
  { ours, greedy, oldest, random }: Seasons,
  change: (all: readonly Reached[]) => readonly Reached[],
): Seasons {
  return { ours: change(ours), greedy: change(greedy), oldest: change(oldest), random: change(random) };
}

function reachOf(all: readonly Reached[]): number {
  return all.reduce((sum, { reach }) => sum + reach, 0);
}

function meetingsOf(all: readonly Reached[]): number {
  return all.reduce((sum, { meetings }) => sum + meetings, 0);
}
