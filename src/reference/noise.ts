/** Noise of staff releases (privacy.md, "Staff releases"): D = 5, V = 3. */

/** D: the largest perturbation. */
export const NOISE_BOUND = 5;

/** Cumulative probabilities of -5 … 5, times 2^32. */
export const BOUNDS = [
  16285916, 87543411, 312138561, 822081613, 1656136175, 2638831121, 3472885683, 3982828735, 4207423885,
  4278681380, 4294967296,
];

/** Probabilities of -5 … 5, exactly as the table has them. */
export const NOISE_SHARES = BOUNDS.map((bound, at) => (bound - (BOUNDS[at - 1] ?? 0)) / 2 ** 32);

/** Perturbation for a cell key: that of the first bound which exceeds it. */
export function noiseOfKey(key: number): number {
  return BOUNDS.findIndex((bound) => bound > key) - NOISE_BOUND;
}
