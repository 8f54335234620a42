import type { Problem } from "../../../src/planner/problem.ts";

/** OR-Tools computes in whole numbers: so many parts of one unit of travel. */
const SCALE = 10_000;

/**
 * Travel with the service of where it begins, in whole numbers rounded up, so that no plan is longer than it may be;
 * the longest route loses less than a hundredth of a unit by it.
 */
export function scaledTravels({ points, travels, service, routes }: Problem): {
  readonly travels: number[][];
  readonly limit: number;
  readonly scale: number;
} {
  const matrix = travels[0] ?? new Float64Array();
  const whole = Array.from({ length: points }, (_, from) =>
    Array.from({ length: points }, (__, to) =>
      Math.ceil(((matrix[from * points + to] ?? 0) + (service[from] ?? 0)) * SCALE - 1e-6),
    ),
  );
  return { travels: whole, limit: Math.floor((routes[0]?.limit ?? 0) * SCALE + 1e-6), scale: SCALE };
}
