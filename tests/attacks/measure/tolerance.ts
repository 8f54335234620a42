import type { Histogram } from "../sql/samples.ts";

/** Two-sided z of Google's differential-privacy tests: a right sampler fails once in 100,000. */
export const GOOGLE_Z = 4.417;

/** Probability of each value of a sampler; values are whole numbers. */
export interface Distribution {
  readonly name: string;
  probability(value: number): number;
  /** Beyond this on both sides nothing is looked at value by value. */
  readonly farthest: number;
}

/** Two-sided geometric: P(k) = (1 − α) / (1 + α) · α^|k|. */
export function geometric(alpha: number): Distribution {
  const scale = (1 - alpha) / (1 + alpha);
  return {
    name: `two-sided geometric, α = ${alpha}`,
    probability: (value) => scale * alpha ** Math.abs(value),
    farthest: 400,
  };
}

function moment(of: Distribution, power: number): number {
  let sum = 0;
  for (let value = -of.farthest; value <= of.farthest; value++) sum += of.probability(value) * value ** power;
  return sum;
}

function drawsOf(histogram: Histogram): number {
  return [...histogram.values()].reduce((sum, n) => sum + n, 0);
}

function meanOf(histogram: Histogram, power: number): number {
  return [...histogram].reduce((sum, [value, n]) => sum + n * value ** power, 0) / drawsOf(histogram);
}

/** How many standard errors the mean lies from 0. */
export function meanZ(histogram: Histogram, of: Distribution): number {
  return Math.abs(meanOf(histogram, 1)) / Math.sqrt(moment(of, 2) / drawsOf(histogram));
}

/** How many standard errors the variance lies from the true one. */
export function varianceZ(histogram: Histogram, of: Distribution): number {
  const variance = moment(of, 2);
  const spread = (moment(of, 4) - variance ** 2) / drawsOf(histogram);
  return Math.abs(meanOf(histogram, 2) - variance) / Math.sqrt(spread);
}

/** χ² over values expected 50 times and more (the others as one), as a z (Wilson and Hilferty 1931). */
export function chiSquareZ(histogram: Histogram, of: Distribution): number {
  const draws = drawsOf(histogram);
  let chiSquare = 0;
  let cells = 0;
  let expectedRest = draws;
  let seenRest = draws;
  for (let value = -of.farthest; value <= of.farthest; value++) {
    const expected = draws * of.probability(value);
    if (expected < 50) continue;
    const seen = histogram.get(value) ?? 0;
    chiSquare += (seen - expected) ** 2 / expected;
    cells++;
    expectedRest -= expected;
    seenRest -= seen;
  }
  if (expectedRest > 1) {
    chiSquare += (seenRest - expectedRest) ** 2 / expectedRest;
    cells++;
  }
  const degrees = cells - 1;
  const spread = 2 / (9 * degrees);
  return ((chiSquare / degrees) ** (1 / 3) - (1 - spread)) / Math.sqrt(spread);
}

/**
 * Neighbouring databases: values of n from one sample, of n − 1 from another. The largest z by which one value is
 * likelier than e^ε times in the other (Google's stochastic tester, per value and per tail).
 */
export function neighbourZ(one: Histogram, other: Histogram, epsilon: number): number {
  const draws = Math.min(drawsOf(one), drawsOf(other));
  const ratio = Math.exp(epsilon);
  const values = [...one.keys(), ...other.keys()];
  let worst = Number.NEGATIVE_INFINITY;
  for (let value = Math.min(...values); value <= Math.max(...values) + 1; value++) {
    const here = one.get(value) ?? 0;
    // n − 1 and noise give the same as n and one less noise.
    const there = other.get(value + 1) ?? 0;
    for (const [a, b] of [
      [here, there],
      [there, here],
    ] as const) {
      if (a < 50) continue;
      const spread = (a * (1 - a / draws) + ratio ** 2 * b * (1 - b / draws)) / draws ** 2;
      worst = Math.max(worst, (a / draws - (ratio * b) / draws) / Math.sqrt(spread));
    }
  }
  return worst;
}
