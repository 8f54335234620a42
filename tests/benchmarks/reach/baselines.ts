/** What plans are compared with (planning.md, "It must be shown to work"). */
import { CELLS, kmBetween } from "./city.ts";
import type { Monday, PastVisit, Strategy } from "./season.ts";

const MEMORY_DAYS = 56;
const HALF_LIFE_DAYS = 28;
/** Visits' worth of the rate of all visits, and the most that cells around count for. */
const PRIOR_VISITS = 2;
const MOST_LENT_VISITS = 3;
/** A Gaussian of 1 km over the cells around, cut at 3 km. */
const KERNEL_KM = 3;
const AROUND: readonly (readonly (readonly [other: number, weight: number])[])[] = Array.from(
  { length: CELLS },
  (_, cell) =>
    Array.from({ length: CELLS }, (_none, other) => [other, kmBetween(cell, other)] as const)
      .filter(([other, km]) => other !== cell && km <= KERNEL_KM)
      .map(([other, km]) => [other, Math.exp(-0.5 * km ** 2)] as const),
);

/**
 * (a) A strong greedy: the raw meeting rate, smoothed, best first. Smoothed in time and space by the very
 * numbers of planning.md (8 weeks that halve every 4, cells around worth 3 visits at most), shrunk towards the
 * rate of all visits. Of nine ways to smooth, tried on seeds 1–8 by groups met, it was the best over all families
 * together; among scattered places the rate of each cell by itself meets more.
 */
export const greedy: Strategy = (monday, count) => best(smoothedRates(monday), count, monday);

/** (b) The oldest visit first; cells never visited before all others. */
export const oldest: Strategy = (monday, count) =>
  best(
    monday.visits.map((past) => -(past.at(-1)?.day ?? Number.NEGATIVE_INFINITY)),
    count,
    monday,
  );

/** (c) Uniformly random. */
export const uniform: Strategy = (monday, count) =>
  best(
    monday.visits.map(() => 0),
    count,
    monday,
  );

/** Share of visits that met someone, smoothed, by cell. */
export function smoothedRates({ visits, day }: Pick<Monday, "visits" | "day">): number[] {
  const own = visits.map((past) => weighed(past, day));
  const all = own.reduce((sum, each) => ({ visits: sum.visits + each.visits, met: sum.met + each.met }));
  const rate = (all.met + 1) / (all.visits + 3);
  return own.map(({ visits: seen, met }, cell) => {
    const lent = { visits: 0, met: 0 };
    for (const [other, weight] of AROUND[cell] ?? []) {
      lent.visits += weight * (own[other]?.visits ?? 0);
      lent.met += weight * (own[other]?.met ?? 0);
    }
    const share = Math.min(1, MOST_LENT_VISITS / Math.max(lent.visits, MOST_LENT_VISITS));
    return (PRIOR_VISITS * rate + met + share * lent.met) / (PRIOR_VISITS + seen + share * lent.visits);
  });
}

function weighed(past: readonly PastVisit[], day: number): { visits: number; met: number } {
  const weights = past
    .filter((visit) => day - visit.day <= MEMORY_DAYS)
    .map((visit) => ({ weight: 2 ** (-(day - visit.day) / HALF_LIFE_DAYS), met: visit.met > 0 }));
  const sum = (some: typeof weights) => some.reduce((total, { weight }) => total + weight, 0);
  return { visits: sum(weights), met: sum(weights.filter(({ met }) => met)) };
}

/** The cells of greatest score; equal scores in drawn order. */
export function best(
  scores: readonly number[],
  count: number,
  { draw }: Pick<Monday, "draw">,
): readonly number[] {
  const ties = scores.map(() => draw());
  return scores
    .map((_, cell) => cell)
    .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || (ties[a] ?? 0) - (ties[b] ?? 0))
    .slice(0, count);
}
