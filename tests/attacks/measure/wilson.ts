/** z of a two-sided 95 % interval. */
const Z = 1.959964;

/** Upper end of Wilson's 95 % interval for a share (Wilson 1927). */
function wilsonUpper(successes: number, trials: number): number {
  if (trials === 0) return 1;
  const share = successes / trials;
  const z2 = (Z * Z) / trials;
  const middle = share + z2 / 2;
  const half = Z * Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials));
  return Math.min(1, (middle + half) / (1 + z2));
}

/** An attacker's advantage in balanced trials, 2 · accuracy − 1, and its upper 95 % end. */
export function advantage(right: number, trials: number): { measure: number; upper: number } {
  return { measure: (2 * right) / trials - 1, upper: 2 * wilsonUpper(right, trials) - 1 };
}
