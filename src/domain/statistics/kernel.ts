/** A point with a value, and a place where it may be spread to; both in metres or km, one unit for all. */
export type Valued = readonly [x: number, y: number, value: number];
export type Place = readonly [x: number, y: number];

/**
 * Spreads values over places with the biweight kernel, (1 − (d/h)²)² for d < h, each value shared out wholly:
 * the sum over places equals the sum of values (INSEE's conservative smoothing).
 *
 * A point with no place within the bandwidth is left out, as there is nowhere to put it.
 *
 * Source: INSEE, package btb, quadratic kernel; Brunsdon, Fotheringham & Charlton 2002 for the kernel.
 */
export function conservativeSmooth(
  points: readonly Valued[],
  places: readonly Place[],
  bandwidth: number,
): number[] {
  const smoothed = places.map(() => 0);
  for (const [x, y, value] of points) {
    const weights = places.map(([u, v]) => kernel(((u - x) ** 2 + (v - y) ** 2) / bandwidth ** 2));
    const whole = weights.reduce((total, weight) => total + weight, 0);
    if (whole === 0) continue;
    weights.forEach((weight, at) => {
      smoothed[at] = (smoothed[at] ?? 0) + (value * weight) / whole;
    });
  }
  return smoothed;
}

/** The biweight kernel of a squared distance in bandwidths. */
function kernel(squared: number): number {
  return squared >= 1 ? 0 : (1 - squared) ** 2;
}
