import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays } from "../../../src/domain/slot.ts";
import { instantOf, watchTimeAt } from "../../../src/domain/wall-clock.ts";

const zones = fc.constantFrom(
  "Europe/Paris",
  "America/New_York",
  "Australia/Lord_Howe",
  "Asia/Kolkata",
  "UTC",
);
const days = fc.integer({ min: 0, max: 4000 }).map((count) => addDays("2022-01-01", count));

test("a watch shows at an instant the time that led to it, wherever that time exists", () => {
  fc.assert(
    fc.property(zones, days, fc.integer({ min: 0, max: 1439 }), (zone, day, minutes) => {
      const { instant, exists } = instantOf({ day, minutes }, zone);
      const shown = watchTimeAt(instant, zone);
      if (exists) expect(shown).toEqual({ day, minutes });
      else expect(shown).not.toEqual({ day, minutes });
    }),
    { numRuns: 500 },
  );
});

test("an instant is found again from what a watch shows, or an hour's twin of it", () => {
  fc.assert(
    fc.property(zones, fc.integer({ min: 27_000_000, max: 32_000_000 }), (zone, minute) => {
      const instant = minute * 60_000;
      const again = instantOf(watchTimeAt(instant, zone), zone);
      expect(again.exists).toBe(true);
      expect([0, 30 * 60_000, 60 * 60_000]).toContain(instant - again.instant);
    }),
    { numRuns: 500 },
  );
});

test("minutes beyond a day count on: 24 h 30 of a day is 0 h 30 of the next", () => {
  expect(instantOf({ day: "2026-06-09", minutes: 1470 }, "Europe/Paris")).toEqual(
    instantOf({ day: "2026-06-10", minutes: 30 }, "Europe/Paris"),
  );
});

test("in Paris 2 h 30 of 29 March 2026 never comes, and 2 h 30 of 25 October comes twice", () => {
  expect(instantOf({ day: "2026-03-29", minutes: 150 }, "Europe/Paris")).toEqual({
    instant: Date.UTC(2026, 2, 29, 1, 30),
    exists: false,
  });
  expect(instantOf({ day: "2026-10-25", minutes: 150 }, "Europe/Paris")).toEqual({
    instant: Date.UTC(2026, 9, 25, 0, 30),
    exists: true,
  });
});
