import { type Cell, coarsen, partsOf } from "../../domain/grid.ts";
import type { Leaf } from "../../domain/leaf-index.ts";
import type { Quarter } from "./quarters.ts";
import type { Slice } from "./series-figures.ts";

const DISTRICT_KM = 8;

/** The 8 km district of a leaf: squares nest, so no leaf lies in two. */
export function districtOf({ squares }: Pick<Leaf, "squares">): Cell | undefined {
  const [first] = squares;
  return first && coarsen(first.square, DISTRICT_KM);
}

/** The leaves of a quarter that belong. */
export function sliceOf(quarter: Quarter, belongs: (leaf: Leaf, at: number) => boolean): Slice {
  const places = quarter.index.leaves.flatMap((leaf, at) => (belongs(leaf, at) ? [at] : []));
  return {
    values: places.map((at) => quarter.values[at]),
    hours: places.map((at) => quarter.hours[at] ?? 0),
    season: quarter.window.season_id,
  };
}

/** All leaves of a quarter. */
export function wholeSlice({ values, hours, window }: Quarter): Slice {
  return { values, hours, season: window.season_id };
}

/** Rings that are told apart: the district, those that touch it, the next, and all beyond. */
export const RINGS = 4;

/** Which ring a leaf lies in around a district: 0 the district itself, the last one all beyond. */
export function ringOf(leaf: Pick<Leaf, "squares">, centre: Cell): number {
  const own = districtOf(leaf);
  if (own === undefined) return RINGS - 1;
  const [a, b] = [partsOf(own), partsOf(centre)];
  const steps = Math.max(Math.abs(a.eKm - b.eKm), Math.abs(a.nKm - b.nKm)) / DISTRICT_KM;
  return Math.min(RINGS - 1, steps);
}

/** Every ring of two quarters, nearest first. */
export function ringSlices(before: Quarter, after: Quarter, centre: Cell) {
  return Array.from({ length: RINGS }, (_, ring) => {
    const isIn = (leaf: Leaf) => ringOf(leaf, centre) === ring;
    return { before: sliceOf(before, isIn), after: sliceOf(after, isIn) };
  });
}

/** Districts of a season, ascending. */
export function districtsOf(leaves: readonly Leaf[]): Cell[] {
  const found = leaves.flatMap((leaf) => districtOf(leaf) ?? []);
  return [...new Set(found)].sort((a, b) => a - b);
}
