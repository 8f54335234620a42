import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Alpha,
  hiddenInterval,
  noiseChance,
  valueInterval,
} from "../../../src/domain/noise-interval.ts";
import { differenceOf, type Mechanism, sumValues } from "../../../src/domain/noisy-sums.ts";
import { randomFrom } from "../../../src/domain/random.ts";
import { drawNoise } from "../../../src/domain/redraw.ts";

const TOTAL: Mechanism = { alpha: [3, 4], hiddenBelow: 20 };
const CATEGORY: Mechanism = { alpha: [7, 8], hiddenBelow: 20 };

/** What a release tells of true counts: noise, then hiding. */
function release(counts: readonly number[], { alpha, hiddenBelow }: Mechanism, random = randomFrom("sums")) {
  return counts.map((count) => {
    const told = count + drawNoise(alpha, random);
    return told >= hiddenBelow ? told : undefined;
  });
}

/** Share of releases whose claim holds. */
function coverage(
  counts: readonly number[],
  mechanism: Mechanism,
  holds: (told: readonly (number | undefined)[]) => boolean,
): number {
  const random = randomFrom(`coverage of ${counts.length} ${counts[0]}`);
  const trials = 1000;
  let held = 0;
  for (let trial = 0; trial < trials; trial++) if (holds(release(counts, mechanism, random))) held++;
  return held / trials;
}

const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

/** Territories that bias a naive sum: all shown, all at the edge of hiding, all empty, and a mixture. */
const TERRITORIES: readonly (readonly number[])[] = [
  Array.from({ length: 12 }, () => 120),
  Array.from({ length: 40 }, () => 19),
  Array.from({ length: 40 }, () => 12),
  Array.from({ length: 150 }, () => 0),
  [...Array.from({ length: 30 }, (_, at) => 4 * at), ...Array.from({ length: 100 }, () => 0)],
];

test("the true total lies between the lower end and the most, in at least 90 % of releases, whatever is hidden", () => {
  for (const mechanism of [TOTAL, CATEGORY]) {
    for (const counts of TERRITORIES) {
      const share = coverage(counts, mechanism, (told) => {
        const sum = sumValues(told, mechanism);
        return sum.interval.low <= total(counts) && total(counts) <= sum.most;
      });
      // Two standard errors of 1,000 trials at 90 % are 1.9 points.
      expect(share, `${counts.length} leaves of ${counts[0]}`).toBeGreaterThanOrEqual(0.881);
    }
  }
});

test("without the allowance for empty leaves, a sum over an empty territory would be above nothing almost always", () => {
  const counts = Array.from({ length: 150 }, () => 0);
  const naive = coverage(counts, CATEGORY, (told) => {
    const known = told.filter((value) => value !== undefined);
    return sumValues(known, CATEGORY).interval.low <= 0;
  });
  expect(naive).toBeLessThan(0.1);
});

test("a sum counts what is shown and what is hidden, and hiding never narrows it", () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.integer({ min: 20, max: 400 }), { nil: undefined }), {
        minLength: 1,
        maxLength: 12,
      }),
      (values) => {
        const sum = sumValues(values, TOTAL);
        expect(sum.shown + sum.hidden).toBe(values.length);
        expect(sum.value).toBe(total(values.filter((value) => value !== undefined)));
        expect(sum.interval.low).toBeLessThanOrEqual(sum.value);
        expect(sum.most).toBeGreaterThanOrEqual(sum.interval.high);
        const more = sumValues([...values, undefined], TOTAL);
        expect(more.interval.low).toBeLessThanOrEqual(sum.interval.low);
        expect(more.most).toBeGreaterThan(sum.most);
      },
    ),
    { numRuns: 40 },
  );
});

test("a difference of two values reaches as far as enumerating both draws says", () => {
  for (const alpha of [TOTAL.alpha, CATEGORY.alpha]) {
    const at = (value: number) => ({ value, draws: 1, hours: 1 });
    const { value, interval, isDistinct } = differenceOf(at(100), at(100), alpha);
    const reach = interval.high - value;
    expect([value, isDistinct, interval.low]).toEqual([0, false, -reach]);
    expect(chanceOver(alpha, 1, 1, reach)).toBeLessThanOrEqual(0.05);
    expect(chanceOver(alpha, 1, 1, reach - 1)).toBeGreaterThan(0.05);
    expect(differenceOf(at(100), at(100 + reach), alpha).isDistinct).toBe(false);
    expect(differenceOf(at(100), at(101 + reach), alpha).isDistinct).toBe(true);
    expect(differenceOf(at(101 + reach), at(100), alpha).isDistinct).toBe(true);
  }
});

test("a difference of rates with different hours reaches as far as enumerating both draws says", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(TOTAL.alpha, CATEGORY.alpha),
      fc.integer({ min: 1, max: 400 }),
      fc.integer({ min: 1, max: 400 }),
      (alpha, first, second) => {
        const [before, after] = [(first * 25) / 60, (second * 25) / 60];
        const { value, interval } = differenceOf(
          { value: 50, draws: 1, hours: before },
          { value: 60, draws: 1, hours: after },
          alpha,
        );
        expect(value).toBeCloseTo(60 / after - 50 / before, 9);
        const reach = interval.high - value;
        expect(chanceOver(alpha, before, after, reach + 1e-6)).toBeLessThanOrEqual(0.05 + 1e-9);
        // Just inside the reach more than 5 % lie above.
        expect(chanceOver(alpha, before, after, reach - 1e-5)).toBeGreaterThan(0.05 - 1e-9);
      },
    ),
    { numRuns: 25 },
  );
});

test("no change is called a change in one case of ten at most, and a large one is found", () => {
  const random = randomFrom("no change");
  const told = (value: number) => value + drawNoise(TOTAL.alpha, random);
  const share = (was: number, is: number) => {
    let found = 0;
    for (let trial = 0; trial < 4000; trial++) {
      const before = { value: told(was), draws: 1, hours: 30 };
      const after = { value: told(is), draws: 1, hours: 45 };
      if (differenceOf(before, after, TOTAL.alpha).isDistinct) found++;
    }
    return found / 4000;
  };
  // 60 in 30 hours and 90 in 45 are the same rate.
  expect(share(60, 90)).toBeLessThanOrEqual(0.113);
  expect(share(60, 180)).toBeGreaterThan(0.99);
});

/** P(X/a + Y/b > t) by enumeration of both draws. */
function chanceOver(alpha: Alpha, a: number, b: number, t: number): number {
  let sum = 0;
  for (let x = -160; x <= 160; x++) {
    for (let y = -160; y <= 160; y++) {
      if (x / a + y / b > t) sum += noiseChance(alpha, x) * noiseChance(alpha, y);
    }
  }
  return sum;
}

test("over shown leaves alone a sum is too high where all stand at the edge of hiding, by 1/(1 − α) a leaf at most, and right far above", () => {
  for (const mechanism of [TOTAL, CATEGORY]) {
    const [numerator, denominator] = mechanism.alpha;
    const most = denominator / (denominator - numerator);
    const excess = (count: number) => {
      const told = release(
        Array.from({ length: 4000 }, () => count),
        mechanism,
        randomFrom(`edge ${count}`),
      );
      const shown = told.filter((value) => value !== undefined);
      return shown.reduce((sum, value) => sum + value - count, 0) / shown.length;
    };
    // The screen and the method sheet say so: no interval about a sum of shown values tells it.
    expect(excess(19)).toBeGreaterThan(most / 2);
    expect(excess(19)).toBeLessThan(1.1 * most);
    expect(Math.abs(excess(200))).toBeLessThan(1);
  }
});

test("the rate of a leaf per visit hour holds the true one in nine of ten releases, clamped at nothing or hidden", () => {
  for (const mechanism of [TOTAL, CATEGORY]) {
    for (const count of [0, 3, 19, 21, 60]) {
      const hours = 7.5;
      const share = coverage([count], mechanism, ([told]) => {
        const { low, high } =
          told === undefined
            ? hiddenInterval(mechanism.hiddenBelow, mechanism.alpha)
            : valueInterval(told, mechanism.alpha);
        return low / hours <= count / hours && count / hours <= high / hours;
      });
      expect(share, `${count} in ${hours} h`).toBeGreaterThanOrEqual(0.881);
    }
  }
});
