import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Alpha,
  type Chances,
  convolve,
  distinctFrom,
  expectedGhosts,
  ghost,
  hiddenInterval,
  noise,
  noiseChance,
  noiseReach,
  noiseVariance,
  sumOf,
  TAIL,
  upperReach,
  valueInterval,
} from "../../../src/domain/noise-interval.ts";
import { randomFrom } from "../../../src/domain/random.ts";
import { drawNoise } from "../../../src/domain/redraw.ts";

/** The two mechanisms that research tables have (privacy.md). */
const ALPHAS: readonly Alpha[] = [
  [3, 4],
  [7, 8],
];
const anyAlpha = fc.integer({ min: 2, max: 40 }).map((d): Alpha => [d - 1, d]);

const total = ({ chance }: Chances) => chance.reduce((sum, p) => sum + p, 0);
/** By enumeration, without any closed form. */
const above = (alpha: Alpha, q: number) => {
  let sum = 0;
  for (let k = q + 1; k < q + 4000; k++) sum += noiseChance(alpha, k);
  return sum;
};

describe("noise of one value", () => {
  test("is a distribution of mean 0 and of the stated variance", () => {
    for (const alpha of ALPHAS) {
      const { least, chance } = noise(alpha);
      const moment = (power: number) => chance.reduce((sum, p, at) => sum + p * (least + at) ** power, 0);
      expect(moment(0)).toBeCloseTo(1, 10);
      expect(moment(1)).toBeCloseTo(0, 10);
      expect(moment(2)).toBeCloseTo(noiseVariance(alpha), 7);
    }
  });

  test("reaches as far as enumeration says, and not one step further", () => {
    fc.assert(
      fc.property(anyAlpha, (alpha) => {
        const reach = noiseReach(alpha);
        expect(above(alpha, reach)).toBeLessThanOrEqual(TAIL + 1e-12);
        if (reach > 0) expect(above(alpha, reach - 1)).toBeGreaterThan(TAIL - 1e-12);
      }),
    );
    // 2·α^(q+1)/(1+α) ≤ .1: α = 3/4 gives .0858 at q = 8, α = 7/8 gives .0964 at q = 17.
    expect(ALPHAS.map(noiseReach)).toEqual([8, 17]);
  });

  test("holds the true count in at least 90 % of all cases, whatever the count, hidden values included", () => {
    for (const alpha of ALPHAS) {
      for (let count = 0; count <= 60; count++) expect(covered(count, alpha)).toBeGreaterThanOrEqual(0.9);
    }
  });
});

/** The chance that what is told of a count holds it: every draw of noise, then hiding below 20. */
function covered(count: number, alpha: Alpha): number {
  let sum = 0;
  for (let k = -400; k <= 400; k++) {
    const told = count + k;
    const { low, high } = told >= 20 ? valueInterval(told, alpha) : hiddenInterval(20, alpha);
    if (low <= count && count <= high) sum += noiseChance(alpha, k);
  }
  return sum;
}

/** The sum of so many draws, convolved with itself. */
function bySquaring(one: Chances, draws: number): Chances {
  let sum: Chances = { least: 0, chance: Float64Array.of(1) };
  let power = one;
  for (let left = draws; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) sum = convolve(sum, power);
    power = convolve(power, power);
  }
  return sum;
}

describe("noise of sums", () => {
  test("at once is noise added one by one", () => {
    fc.assert(
      fc.property(fc.constantFrom(...ALPHAS), fc.integer({ min: 1, max: 9 }), (alpha, draws) => {
        let slow: Chances = { least: 0, chance: Float64Array.of(1) };
        for (let draw = 0; draw < draws; draw++) slow = convolve(slow, noise(alpha));
        const fast = sumOf(noise(alpha), draws);
        expect(total(fast)).toBeCloseTo(1, 9);
        expect(upperReach(fast)).toBe(upperReach(slow));
      }),
      { numRuns: 12 },
    );
  });

  test("of thousands of draws, ghosts of empty leaves too, is what convolving by squaring gives", () => {
    for (const one of [noise([7, 8]), ghost([3, 4], 20), ghost([7, 8], 20)]) {
      for (const draws of [2, 100, 1250, 3750]) {
        const [fast, slow] = [sumOf(one, draws), bySquaring(one, draws)];
        expect(upperReach(fast)).toBe(upperReach(slow));
        const chanceAt = ({ least, chance }: Chances, value: number) => chance[value - least] ?? 0;
        const from = Math.min(fast.least, slow.least);
        const to =
          from + Math.max(fast.chance.length, slow.chance.length) + Math.abs(fast.least - slow.least);
        let worst = 0;
        for (let value = from; value <= to; value++)
          worst = Math.max(worst, Math.abs(chanceAt(fast, value) - chanceAt(slow, value)));
        expect(worst).toBeLessThan(1e-12);
      }
    }
  });

  test("a sum of two is what enumerating every pair gives", () => {
    for (const alpha of ALPHAS) {
      const { least, chance } = sumOf(noise(alpha), 2);
      for (const s of [-7, 0, 3, 20]) {
        let pairs = 0;
        for (let k = -400; k <= 400; k++) pairs += noiseChance(alpha, k) * noiseChance(alpha, s - k);
        expect(chance[s - least]).toBeCloseTo(pairs, 12);
      }
    }
  });

  test("what an empty leaf adds is its noise from the bound on, and nothing below", () => {
    const { least, chance } = ghost([7, 8], 20);
    expect(total({ least, chance })).toBeCloseTo(1, 10);
    expect(chance[20 - least]).toBeCloseTo(noiseChance([7, 8], 20), 12);
    expect(chance[19 - least]).toBe(0);
    // .875^20 / 1.875: one empty leaf in 27 shows a category of its own.
    expect(1 - (chance[-least] ?? 0)).toBeCloseTo(0.875 ** 20 / 1.875, 8);
  });
});

test("draws for simulation follow the mechanism (χ² over −8…8, 100,000 draws, 16 degrees: .999 at 39.25)", () => {
  const random = randomFrom("noise-interval");
  const draws = 100_000;
  const seen = new Map<number, number>();
  for (let draw = 0; draw < draws; draw++) {
    const k = drawNoise([3, 4], random);
    seen.set(k, (seen.get(k) ?? 0) + 1);
  }
  let chi = 0;
  for (let k = -8; k <= 8; k++) {
    const wanted = draws * noiseChance([3, 4], k);
    chi += ((seen.get(k) ?? 0) - wanted) ** 2 / wanted;
  }
  expect(chi).toBeLessThan(39.25);
});

test("ghosts are expected as enumeration says; of an empty territory nothing is distinct in nine releases of ten", () => {
  expect(expectedGhosts([7, 8], 1980, 15)).toBeCloseTo(1980 * above([7, 8], 14), 9);
  const random = randomFrom("ghosts");
  let silent = 0;
  for (let release = 0; release < 400; release++) {
    const told = Array.from({ length: 500 }, () => drawNoise([7, 8], random)).filter((value) => value >= 15);
    if (distinctFrom(told, [7, 8], 500) === undefined) silent++;
  }
  // Two standard errors of 400 releases at 90 % are 3 points.
  expect(silent / 400).toBeGreaterThanOrEqual(0.87);
  expect(distinctFrom([105, 70, 58, 30, 20, 15], [7, 8], 1980)).toBe(70);
  expect(distinctFrom([], [7, 8], 1980)).toBeUndefined();
});
