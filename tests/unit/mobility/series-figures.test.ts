import { expect, test } from "vitest";
import type { Mechanism } from "../../../src/domain/noisy-sums.ts";
import {
  comparedOf,
  pointOf,
  ringsOf,
  type Slice,
  trendOf,
} from "../../../src/features/mobility/series-figures.ts";

const TOTAL: Mechanism = { alpha: [3, 4], hiddenBelow: 20 };
const slice = (values: readonly (number | undefined)[], hours: readonly number[], season = 1): Slice => ({
  values,
  hours,
  season,
});

test("a rate counts neither the meetings nor the hours of hidden leaves; a count says what they may add", () => {
  const some = slice([60, undefined, 40], [10, 90, 10]);
  const rate = pointOf(some, TOTAL, false);
  expect(rate).toMatchObject({ value: 5, shown: 2, hidden: 1, hours: 20, most: undefined });
  expect(rate.low).toBeLessThan(5);
  expect(rate.high).toBeGreaterThan(5);
  const count = pointOf(some, TOTAL, true);
  expect(count.value).toBe(100);
  // At most 19 hidden, and the noise of three leaves.
  expect(count.most).toBeGreaterThanOrEqual(119);
});

test("nothing shown, or no hour to measure against, is no value: never a zero", () => {
  expect(pointOf(slice([undefined], [5]), TOTAL, true).value).toBeUndefined();
  expect(pointOf(slice([30], [0]), TOTAL, false).value).toBeUndefined();
  expect(pointOf(slice([], []), TOTAL, true).value).toBeUndefined();
});

test("a difference is over the leaves that both quarters show: one that appears is no increase", () => {
  const before = slice([100, undefined], [10, 10]);
  const after = slice([100, 500], [10, 10]);
  expect(comparedOf(before, after, TOTAL, true)).toMatchObject({ value: 0, isDistinct: false });
  expect(comparedOf(slice([undefined], [1]), slice([30], [1]), TOTAL, true)).toBe("nothing_common");
});

test("two seasons compare where neither hides anything, as their leaves are not the same", () => {
  const old = slice([100, 100], [10, 10], 1);
  expect(comparedOf(old, slice([400], [20], 2), TOTAL, true)).toMatchObject({ value: 200, isDistinct: true });
  expect(comparedOf(old, slice([400, undefined], [20, 1], 2), TOTAL, true)).toBe("other_leaves");
});

test("the same rate in more hours is no change; counts alone would say that there is one", () => {
  const [before, after] = [slice([100], [20]), slice([200], [40])];
  expect(comparedOf(before, after, TOTAL, false)).toMatchObject({ value: 0, isDistinct: false });
  expect(comparedOf(before, after, TOTAL, true)).toMatchObject({ value: 100, isDistinct: true });
});

test("a trend compares with the quarter before and with the same quarter a year before", () => {
  const slices = [100, 200, 100, 200, 160].map((value) => slice([value], [10]));
  const trend = trendOf({ slices, mechanism: TOTAL, counts: true });
  expect(trend[0]).toMatchObject({ previous: undefined, year: undefined });
  expect(trend[1]?.previous).toMatchObject({ value: 100, isDistinct: true });
  expect(trend[4]?.year).toMatchObject({ value: 60, isDistinct: true });
  expect(trend[4]?.previous).toMatchObject({ value: -40, isDistinct: true });
});

test("rings tell before, after and the difference of each", () => {
  const [ring] = ringsOf({
    rings: [{ before: slice([50], [10]), after: slice([51], [10]) }],
    mechanism: TOTAL,
    counts: true,
  });
  expect(ring).toMatchObject({ before: { value: 50 }, after: { value: 51 } });
  expect(ring?.change).toMatchObject({ value: 1, isDistinct: false });
});
