import { Matrix, solve } from "ml-matrix";

/** A fitted Poisson regression with logarithmic link. */
export interface PoissonFit {
  /** One coefficient for each column of the design. */
  readonly coefficients: readonly number[];
  /** Expected counts. */
  readonly fitted: readonly number[];
  /** Twice the log-likelihood lost against a model that fits every count. */
  readonly deviance: number;
  readonly steps: number;
}

/** Steps after which a fit that still moves is given up. */
const MOST_STEPS = 100;
const STILL = 1e-12;

/**
 * Fits counts to the columns of a design by iteratively reweighted least squares (McCullagh & Nelder 1989, §2.5).
 *
 * @param design one row for each count; add a column of ones for a constant.
 * @returns undefined where no fit is found: columns that depend on each other, or counts that separate.
 */
export function fitPoisson(
  counts: readonly number[],
  design: readonly (readonly number[])[],
): PoissonFit | undefined {
  const x = new Matrix(design.map((row) => [...row]));
  let expected = counts.map((count) => Math.max(count, 0.1));
  let deviance = Number.POSITIVE_INFINITY;
  for (let steps = 1; steps <= MOST_STEPS; steps++) {
    const coefficients = weightedLeastSquares(x, counts, expected);
    expected = x.mmul(Matrix.columnVector(coefficients)).to1DArray().map(Math.exp);
    const now = devianceOf(counts, expected);
    if (!Number.isFinite(now)) return undefined;
    if (Math.abs(deviance - now) <= STILL * (Math.abs(now) + 0.1))
      return { coefficients, fitted: expected, deviance: now, steps };
    deviance = now;
  }
  return undefined;
}

function weightedLeastSquares(x: Matrix, counts: readonly number[], expected: readonly number[]): number[] {
  const weighted = x.clone();
  const working = new Matrix(x.rows, 1);
  expected.forEach((mean, row) => {
    const root = Math.sqrt(mean);
    weighted.mulRow(row, root);
    working.set(row, 0, root * (Math.log(mean) + ((counts[row] ?? 0) - mean) / mean));
  });
  return solve(weighted, working).to1DArray();
}

/** Deviance of expected counts, natural logarithm; 0 · log 0 is 0. */
function devianceOf(counts: readonly number[], expected: readonly number[]): number {
  return (
    2 *
    counts.reduce((total, count, at) => {
      const mean = expected[at] ?? 0;
      return total + (count > 0 ? count * Math.log(count / mean) : 0) - (count - mean);
    }, 0)
  );
}
