import fc from "fast-check";
import { expect, test } from "vitest";
import type { PublishedWindow } from "../../../src/data/windows.ts";
import { addDays } from "../../../src/domain/slot.ts";
import {
  firstSpan,
  moveEnd,
  nextSpan,
  periodOf,
  sameSeason,
  spanOf,
} from "../../../src/features/heatmap/periods.ts";

/** Windows of 4 weeks; a new season begins at each `true`. */
function windowsOf(changes: readonly boolean[]): PublishedWindow[] {
  let season = 1;
  return changes.map((change, at) => {
    if (change) season++;
    const starts_on = addDays("2026-01-05", 28 * at);
    const ends_on = addDays(starts_on, 27);
    return {
      id: at,
      season_id: season,
      starts_on,
      ends_on,
      published_at: `${addDays(ends_on, 8)}T08:00:00Z`,
      shown_leaves: 0,
      at_least: 0,
    };
  });
}

const windows = fc.array(fc.boolean(), { minLength: 1, maxLength: 20 }).map(windowsOf);

test("a span always lies in order and within one season, however its ends are moved", () => {
  const moves = fc.array(
    fc.tuple(fc.constantFrom("first" as const, "last" as const), fc.integer({ min: -3, max: 25 })),
  );
  fc.assert(
    fc.property(windows, moves, (all, steps) => {
      let span = spanOf(all, undefined) ?? { first: 0, last: 0 };
      for (const [end, to] of steps) {
        span = moveEnd(all, span, end, to);
        expect(span.first).toBeLessThanOrEqual(span.last);
        expect(sameSeason(all, span.first, span.last)).toBe(true);
      }
    }),
  );
});

test("the end that is moved lands where it was put", () => {
  fc.assert(
    fc.property(windows, fc.nat(19), (all, to) => {
      const at = Math.min(to, all.length - 1);
      const span = { first: 0, last: 0 };
      expect(moveEnd(all, span, "last", at).last).toBe(at);
      expect(moveEnd(all, span, "first", at).first).toBe(at);
    }),
  );
});

test("a span written as a period is read back the same", () => {
  fc.assert(
    fc.property(windows, fc.nat(19), (all, to) => {
      const span = moveEnd(all, { first: 0, last: 0 }, "last", to);
      expect(spanOf(all, periodOf(all, span))).toEqual(span);
    }),
  );
});

test("a period that is not published reads as the last window", () => {
  const all = windowsOf([false, false, false]);
  expect(spanOf(all, { from: "2019-01-07", to: "2019-01-07" })).toEqual({ first: 2, last: 2 });
  expect(spanOf([], undefined)).toBeUndefined();
});

test("play keeps the length of the range and ends at the last window", () => {
  fc.assert(
    fc.property(windows, fc.nat(19), (all, to) => {
      let span: ReturnType<typeof nextSpan> = firstSpan(all, moveEnd(all, { first: 0, last: 0 }, "last", to));
      const length = (span?.last ?? 0) - (span?.first ?? 0);
      let steps = 0;
      while (span) {
        expect(span.last - span.first).toBe(length);
        expect(sameSeason(all, span.first, span.last)).toBe(true);
        span = nextSpan(all, span);
        steps++;
      }
      expect(steps).toBeLessThanOrEqual(all.length);
    }),
  );
});
