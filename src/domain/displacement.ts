import { type Alpha, LEVEL } from "./noise-interval.ts";
import { randomFrom } from "./random.ts";
import { drawNoise } from "./redraw.ts";

/** East and north, in km on the grid. */
export type PointKm = readonly [eastKm: number, northKm: number];

/** One place seen in two periods; weights are values times a factor that noise does not touch. */
export interface SeenTwice {
  readonly at: PointKm;
  readonly before: number;
  readonly after: number;
  /** What a value of the first, or second, period weighs: 1 for counts, area over hours for rates. */
  readonly factors: readonly [before: number, after: number];
}

/** A centre, and how far noise may have moved it: the true one lies within `reachKm` with 90 %. */
export interface Centre {
  readonly at: PointKm;
  readonly reachKm: number;
}

export interface Displacement {
  readonly before: Centre;
  readonly after: Centre;
  readonly distanceKm: number;
  /** Noise moves the difference of the two centres so far in 90 % of cases. */
  readonly reachKm: number;
  /** False: noise alone may have made it. */
  readonly isDistinct: boolean;
}

const DRAWS = 1000;

/**
 * How the centre of mass of values moved, with what noise alone can do: the same centres of values drawn again, so many
 * times, from a fixed seed. Undefined where there are no two places, or nothing weighs.
 */
export function displacementOf(places: readonly SeenTwice[], alpha: Alpha): Displacement | undefined {
  const found = centres(places, () => 0);
  if (places.length < 2 || !found.every(([e, n]) => Number.isFinite(e + n))) return undefined;
  const random = randomFrom("displacement");
  const moves = Array.from({ length: DRAWS }, () => {
    const [before, after] = centres(places, () => drawNoise(alpha, random));
    const [first, second] = [minus(before, found[0]), minus(after, found[1])];
    return [Math.hypot(...first), Math.hypot(...second), Math.hypot(...minus(second, first))] as const;
  });
  const reach = (which: 0 | 1 | 2) => quantile(moves.map((move) => move[which]));
  const distanceKm = Math.hypot(...minus(found[1], found[0]));
  const reachKm = reach(2);
  return {
    before: { at: found[0], reachKm: reach(0) },
    after: { at: found[1], reachKm: reach(1) },
    distanceKm,
    reachKm,
    isDistinct: distanceKm > reachKm,
  };
}

function centres(places: readonly SeenTwice[], noise: () => number): readonly [PointKm, PointKm] {
  return [
    centreOf(places.map(({ at, before, factors }) => ({ at, weight: (before + noise()) * factors[0] }))),
    centreOf(places.map(({ at, after, factors }) => ({ at, weight: (after + noise()) * factors[1] }))),
  ];
}

/** The weighted mean of places; NaN where nothing weighs. */
function centreOf(places: readonly { readonly at: PointKm; readonly weight: number }[]): PointKm {
  let [east, north, whole] = [0, 0, 0];
  for (const { at, weight } of places) {
    east += at[0] * weight;
    north += at[1] * weight;
    whole += weight;
  }
  return [east / whole, north / whole];
}

function minus(a: PointKm, b: PointKm): [number, number] {
  return [a[0] - b[0], a[1] - b[1]];
}

function quantile(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(LEVEL * sorted.length) - 1] ?? 0;
}
