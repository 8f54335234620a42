import fc from "fast-check";
import { expect, test } from "vitest";
import { type Comparison, missedBars, ratio } from "../../benchmarks/reach/compared.ts";

const within: Comparison = {
  ...{ name: "clustered", visits: 36, reachVsGreedy: 1.05, reachLower: 1.001, meetingsVsGreedy: 0.9 },
  ...{ reachVsOldest: 0.9, meetingsVsOldest: 1.8, rawReachVsGreedy: 1, rawMeetingsVsGreedy: 1 },
  ...{ reachVsRandom: 1.001, meetingsVsRandom: 1.001 },
};

test("each bar of planning.md can be missed, and is named", () => {
  expect(missedBars(within)).toEqual([]);
  const short: Partial<Comparison>[] = [
    { reachVsGreedy: 1.049 },
    { reachLower: 1 },
    { meetingsVsGreedy: 0.899 },
    { reachVsOldest: 0.899 },
    { meetingsVsOldest: 1.799 },
    { reachVsRandom: 1 },
    { meetingsVsRandom: 1 },
  ];
  const missed = short.map((some) => missedBars({ ...within, ...some }));
  expect(missed.map(({ length }) => length)).toEqual(short.map(() => 1));
  expect(new Set(missed.flat()).size).toBe(short.length);
});

test("a sample that is always a multiple of another has that ratio, without any doubt", () => {
  const samples = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 2, maxLength: 80 });
  fc.assert(
    fc.property(samples, fc.double({ min: 0.1, max: 3, noNaN: true }), (other, factor) => {
      const { value, lower } = ratio(
        other.map((each) => factor * each),
        other,
      );
      expect(value).toBeCloseTo(factor, 9);
      expect(lower).toBeCloseTo(factor, 6);
    }),
  );
});

test("the lower bound lies below the ratio, the further the more seeds disagree", () => {
  const other = [0.1, 0.2, 0.3, 0.4];
  const calm = ratio([0.12, 0.22, 0.32, 0.42], other);
  const wild = ratio([0.42, 0.02, 0.52, 0.12], other);
  expect(calm.value).toBeCloseTo(wild.value, 12);
  expect(wild.lower).toBeLessThan(calm.lower);
  expect(calm.lower).toBeLessThan(calm.value);
  expect(() => ratio([1], [1])).toThrow(RangeError);
});
