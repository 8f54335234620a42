/**
 * Research releases as privacy.md specifies them: two-sided geometric noise on every leaf, total α = 3/4, age, gender
 * and place 7/8 each, values below 20 hidden, whole numbers. Exact, for one youth more or less.
 */

/** Values below this are hidden. */
export const HIDDEN_BELOW = 20;
export const TOTAL_ALPHA = 3 / 4;
export const CATEGORY_ALPHA = 7 / 8;

/** P(noise ≥ k) of the two-sided geometric distribution. */
function atLeast(alpha: number, k: number): number {
  return k > 0 ? alpha ** k / (1 + alpha) : 1 - alpha ** (1 - k) / (1 + alpha);
}

/** One table's outcomes with a youth and without: hidden, or on either side of the count where the two meet. */
interface Outcome {
  readonly present: number;
  readonly absent: number;
}

/** Outcomes of a value of n people against n − 1; those with the same likelihood ratio are one. */
function outcomesOf(n: number, alpha: number): Outcome[] {
  const hidden = (count: number) => 1 - atLeast(alpha, HIDDEN_BELOW - count);
  // Values of n and more have ratio 1/α, those below have ratio α.
  const upper = Math.max(n, HIDDEN_BELOW);
  const above = { present: atLeast(alpha, upper - n), absent: atLeast(alpha, upper - n + 1) };
  const below = { present: 1 - hidden(n) - above.present, absent: 1 - hidden(n - 1) - above.absent };
  return [{ present: hidden(n), absent: hidden(n - 1) }, below, above];
}

/** Total variation of all tables that a youth is in, by their counts with the youth. */
export function researchDistance(total: number, categories: readonly number[]): number {
  const tables = [
    outcomesOf(total, TOTAL_ALPHA),
    ...categories.map((count) => outcomesOf(count, CATEGORY_ALPHA)),
  ];
  let joint: Outcome[] = [{ present: 1, absent: 1 }];
  for (const outcomes of tables) {
    joint = joint.flatMap((one) =>
      outcomes.map(({ present, absent }) => ({
        present: one.present * present,
        absent: one.absent * absent,
      })),
    );
  }
  return joint.reduce((sum, { present, absent }) => sum + Math.abs(present - absent), 0) / 2;
}
