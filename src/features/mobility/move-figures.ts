import {
  type Displacement,
  displacementOf,
  type PointKm,
  type SeenTwice,
} from "../../domain/displacement.ts";
import { partsOf } from "../../domain/grid.ts";
import type { Leaf } from "../../domain/leaf-index.ts";
import type { Mechanism } from "../../domain/noisy-sums.ts";
import type { QuarterValues } from "./measures.ts";

/** Two quarters of one season, leaf by leaf. */
export interface MoveQuestion {
  readonly leaves: readonly Leaf[];
  readonly before: QuarterValues;
  readonly after: QuarterValues;
  readonly mechanism: Mechanism;
  readonly counts: boolean;
}

export interface Move {
  /** Leaves shown in both quarters: the others cannot be weighed. */
  readonly leaves: number;
  readonly found: Displacement | undefined;
}

/**
 * How the centre of mass moved between two quarters, over leaves that both show. Counts weigh as they are and so follow
 * the teams; rates weigh by the area of their leaf, as if teams had spent their hours evenly over it.
 */
export function moveOf({ leaves, before, after, mechanism, counts }: MoveQuestion): Move {
  const places = leaves.flatMap((leaf, at): SeenTwice[] => {
    const [was, is] = [before.values[at], after.values[at]];
    const [from, to] = [before.hours[at] ?? 0, after.hours[at] ?? 0];
    if (was === undefined || is === undefined || (!counts && (from === 0 || to === 0))) return [];
    const factors = counts ? ([1, 1] as const) : ([leaf.areaKm2 / from, leaf.areaKm2 / to] as const);
    return [{ at: middleOf(leaf), before: was, after: is, factors }];
  });
  return { leaves: places.length, found: displacementOf(places, mechanism.alpha) };
}

/** The centre of a leaf's area, in km on the grid. */
function middleOf({ squares, areaKm2 }: Leaf): PointKm {
  let [east, north] = [0, 0];
  for (const { square, sizeKm } of squares) {
    const { eKm, nKm } = partsOf(square);
    east += (eKm + sizeKm / 2) * sizeKm ** 2;
    north += (nKm + sizeKm / 2) * sizeKm ** 2;
  }
  return [east / areaKm2, north / areaKm2];
}
