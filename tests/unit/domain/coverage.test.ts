import fc from "fast-check";
import { expect, test } from "vitest";
import {
  CELL_STATES,
  type CoverageFacts,
  coverageState,
  daysLate,
  liveState,
} from "../../../src/domain/coverage.ts";

const days = fc.option(fc.integer({ min: 0, max: 182 }), { nil: null });
const facts: fc.Arbitrary<CoverageFacts> = fc.record({
  daysSinceVisit: days,
  targetDays: fc.integer({ min: 1, max: 60 }),
  alertDueInDays: fc.option(fc.integer({ min: -30, max: 30 }), { nil: null }),
  weeksSinceEviction: fc.option(fc.integer({ min: 0, max: 30 }), { nil: null }),
});
const quiet = { daysSinceVisit: 3, targetDays: 14, alertDueInDays: null, weeksSinceEviction: null };

test("an alert outranks every other state, also past its deadline", () => {
  fc.assert(
    fc.property(facts, (some) => {
      expect(coverageState({ ...some, alertDueInDays: -2 })).toBe("alert");
    }),
  );
});

test("a district is followed for eight weeks after an eviction and not longer", () => {
  expect(coverageState({ ...quiet, weeksSinceEviction: 0 })).toBe("follow_up");
  expect(coverageState({ ...quiet, weeksSinceEviction: 8 })).toBe("follow_up");
  expect(coverageState({ ...quiet, weeksSinceEviction: 9 })).toBe("visited");
});

test("a cell is overdue from the day after its interval, and never is not overdue", () => {
  expect(liveState(14, 14)).toBe("visited");
  expect(liveState(15, 14)).toBe("overdue");
  expect(liveState(null, 14)).toBe("never");
});

test("without alert or eviction the state is the live one", () => {
  fc.assert(
    fc.property(facts, (some) => {
      const calm = { ...some, alertDueInDays: null, weeksSinceEviction: null };
      expect(coverageState(calm)).toBe(liveState(some.daysSinceVisit, some.targetDays));
    }),
  );
});

test("every state can occur, and nothing else does", () => {
  const seen = new Set(fc.sample(facts, { numRuns: 2000, seed: 1 }).map(coverageState));
  expect([...seen].sort()).toEqual([...CELL_STATES].sort());
});

test("days late are those beyond the interval, and unknown where there was no visit", () => {
  expect(daysLate({ daysSinceVisit: 20, targetDays: 14 })).toBe(6);
  expect(daysLate({ daysSinceVisit: 14, targetDays: 14 })).toBe(0);
  expect(daysLate({ daysSinceVisit: null, targetDays: 14 })).toBeNull();
});
