import type { Alpha, Interval } from "./noise-interval.ts";
import { LEVEL } from "./noise-interval.ts";
import { type Random, randomFrom } from "./random.ts";

/** One draw of two-sided geometric noise as a difference of two geometric ones; for simulation, not for release. */
export function drawNoise([numerator, denominator]: Alpha, random: Random): number {
  const decay = Math.log(numerator / denominator);
  // 1 − u lies in (0, 1]: its logarithm is finite.
  const geometric = () => Math.floor(Math.log(1 - random.next()) / decay);
  return geometric() - geometric();
}

/**
 * How far noise alone moves figures that have no closed form (hot spots, smoothing, a centre): the same figures of
 * values drawn again around those released, so many times, from a fixed seed. Gives for every figure the interval
 * about `found` that holds 90 % of the moves.
 *
 * @param figures of values: pure, always of one length; NaN where undefined.
 */
export function redrawn(
  values: readonly number[],
  alpha: Alpha,
  draws: number,
  figures: (values: readonly number[]) => ArrayLike<number>,
): { readonly found: readonly number[]; readonly intervals: readonly Interval[] } {
  const random = randomFrom("redraw");
  const found = Array.from(figures(values));
  const moves = found.map(() => new Float64Array(draws));
  for (let draw = 0; draw < draws; draw++) {
    const again = figures(values.map((value) => value + drawNoise(alpha, random)));
    found.forEach((value, at) => {
      const moved = moves[at];
      if (moved) moved[draw] = (again[at] ?? Number.NaN) - value;
    });
  }
  return { found, intervals: found.map((value, at) => about(value, moves[at] ?? new Float64Array())) };
}

/** The released figure is the true one plus a move: the true one is the figure less a move. */
function about(value: number, moves: Float64Array): Interval {
  const sorted = moves.toSorted();
  const last = sorted.length - 1;
  const cut = Math.floor(((1 - LEVEL) / 2) * last);
  return { low: value - (sorted[last - cut] ?? 0), high: value - (sorted[cut] ?? 0) };
}
