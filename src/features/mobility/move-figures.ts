import { partsOf } from "../../domain/grid.ts";
import type { Leaf } from "../../domain/leaf-index.ts";
import { noiseVariance } from "../../domain/noise-interval.ts";
import type { Mechanism } from "../../domain/noisy-sums.ts";
import {
  type Centre,
  centreOfMass,
  type Displacement,
  displacement,
} from "../../domain/statistics/centre-of-mass.ts";
import type { QuarterValues } from "./measures.ts";

/** Two quarters of one season, leaf by leaf. */
interface MoveQuestion {
  readonly leaves: readonly Leaf[];
  readonly before: QuarterValues;
  readonly after: QuarterValues;
  readonly mechanism: Mechanism;
  readonly counts: boolean;
}

/** The centres of two quarters and the way between them. */
export interface Move {
  /** Leaves shown in both quarters: the others cannot be weighed. */
  readonly leaves: number;
  readonly before: Centre;
  readonly after: Centre;
  readonly moved: Displacement;
}

/**
 * How the centre of mass moved between two quarters, over leaves that both show; undefined where there are no two.
 * Counts weigh as they are and so follow the teams; rates weigh by the area of their leaf, as if teams had spent their
 * hours evenly over it.
 */
export function moveOf({ leaves, before, after, mechanism, counts }: MoveQuestion): Move | undefined {
  const both = leaves.flatMap((_, at) => {
    const known = before.values[at] !== undefined && after.values[at] !== undefined;
    const measured = (before.hours[at] ?? 0) > 0 && (after.hours[at] ?? 0) > 0;
    return known && (counts || measured) ? [at] : [];
  });
  const centre = (quarter: QuarterValues) =>
    centreOfMass(
      both.flatMap((at) => {
        const [leaf, value, hours] = [leaves[at], quarter.values[at], quarter.hours[at]];
        if (!leaf || value === undefined || hours === undefined) return [];
        return [{ ...middleOf(leaf), value, factor: counts ? 1 : leaf.areaKm2 / hours }];
      }),
      noiseVariance(mechanism.alpha),
    );
  const [from, to] = [centre(before), centre(after)];
  if (both.length < 2 || !from || !to) return undefined;
  return { leaves: both.length, before: from, after: to, moved: displacement(from, to) };
}

/** The centre of a leaf's area, in km on the grid. */
function middleOf({ squares, areaKm2 }: Leaf): { readonly eKm: number; readonly nKm: number } {
  let [east, north] = [0, 0];
  for (const { square, sizeKm } of squares) {
    const { eKm, nKm } = partsOf(square);
    east += (eKm + sizeKm / 2) * sizeKm ** 2;
    north += (nKm + sizeKm / 2) * sizeKm ** 2;
  }
  return { eKm: east / areaKm2, nKm: north / areaKm2 };
}
