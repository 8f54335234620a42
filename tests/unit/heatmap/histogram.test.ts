import fc from "fast-check";
import { expect, test } from "vitest";
import type { PublishedWindow } from "../../../src/data/windows.ts";
import { histogramOf } from "../../../src/features/heatmap/histogram.ts";
import { sameSeason, spansOf, spanToCompare } from "../../../src/features/heatmap/periods.ts";
import { windowsAnswer } from "../../fixtures/heat-answers.ts";

const windowsOf = (values: readonly number[]): PublishedWindow[] =>
  values.map((at_least, id) => ({
    ...{ id, season_id: Math.floor(id / 13), at_least, shown_leaves: 1, published_at: "" },
    ...{ starts_on: `2026-01-${String(id + 1).padStart(2, "0")}`, ends_on: "" },
  }));

test("bars stand in the order of windows, lie between 0 and 1, and keep their proportions", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5000), { minLength: 1, maxLength: 30 }), (values) => {
      const bars = histogramOf(windowsOf(values));
      expect(bars.map(({ window }) => window.at_least)).toEqual(values);
      const most = Math.max(1, ...values);
      for (const [at, { height }] of bars.entries()) expect(height).toBeCloseTo((values[at] ?? 0) / most);
    }),
  );
});

test("a line stands where a season ends and nowhere else", () => {
  const bars = histogramOf(windowsOf(Array.from({ length: 27 }, () => 1)));
  expect(bars.flatMap(({ breakBefore }, at) => (breakBefore ? [at] : []))).toEqual([13, 26]);
  expect(histogramOf([])).toEqual([]);
});

const { windows } = windowsAnswer("lead");
const period = (at: number) => {
  const day = windows[at]?.starts_on ?? "";
  return { from: day, to: day };
};

test("a comparison begins in the same season and apart from the range, as long as it where there is room", () => {
  fc.assert(
    fc.property(fc.nat(8), fc.nat(8), (a, b) => {
      const span = { first: Math.min(a, b), last: Math.max(a, b) };
      if (!sameSeason(windows, span.first, span.last)) return;
      const other = spanToCompare(windows, span);
      if (!other) return;
      expect(sameSeason(windows, other.first, span.last)).toBe(true);
      expect(other.last < span.first || other.first > span.last).toBe(true);
      expect(other.last - other.first).toBeLessThanOrEqual(span.last - span.first);
    }),
  );
});

test("a season with a single window has nothing to compare", () => {
  expect(spanToCompare(windows.slice(-1), { first: 0, last: 0 })).toBeUndefined();
});

test("a period of another season is told, not compared", () => {
  const spans = spansOf(windows, period(8), period(0));
  expect(spans).toMatchObject({ span: { first: 8, last: 8 }, other: undefined, foreign: true });
  expect(spansOf(windows, period(8), period(6))).toMatchObject({
    other: { first: 6, last: 6 },
    foreign: false,
  });
});

test("without windows there is no span", () => {
  expect(spansOf([], period(1), period(2))).toEqual({
    span: undefined,
    other: undefined,
    foreign: false,
    season: undefined,
  });
});
