import fc from "fast-check";
import { expect, test } from "vitest";
import type { Cell } from "../../../src/domain/grid.ts";
import {
  CHANCE_TUNING,
  HEAT_CENTRES,
  meetingChance,
  meetingClass,
  type RememberedVisit,
  remember,
} from "../../../src/domain/meeting-chance.ts";
import { SLOTS } from "../../../src/domain/slot.ts";

const CELL = 28893760 as Cell;
const cellAt = (north: number, east: number) => (CELL + north * 10_000 + east) as Cell;
/** Round numbers, so that what is expected can be read. */
const PLAIN = { ...CHANCE_TUNING, optimism: 0, borrowedVisits: 3, heatVisits: 1 };
const [UNKNOWN] = HEAT_CENTRES;

const visit = (daysAgo: number, met: boolean, fields: Partial<RememberedVisit> = {}): RememberedVisit => ({
  ...{ cell: CELL, slot: "evening", daysAgo, met },
  ...fields,
});
const chanceOf = (visits: readonly RememberedVisit[], cell = CELL, tuning = PLAIN, heatClass = 0) =>
  meetingChance(remember(visits, tuning), cell, "evening", heatClass);

const visits = fc.array(
  fc.record({
    cell: fc.constantFrom(
      ...[0, 1, 2, 3].flatMap((north) => [0, 1, 2, 3].map((east) => cellAt(north, east))),
    ),
    slot: fc.constantFrom(...SLOTS),
    daysAgo: fc.integer({ min: 0, max: 100 }),
    met: fc.boolean(),
  }),
  { maxLength: 40 },
);

test("without a visit the chance is the release's: that of its class, plus optimism", () => {
  HEAT_CENTRES.forEach((centre, heatClass) => {
    expect(chanceOf([], CELL, PLAIN, heatClass)).toBeCloseTo(centre, 12);
    const deviation = Math.sqrt((centre * (1 - centre)) / (CHANCE_TUNING.heatVisits + 1));
    expect(chanceOf([], CELL, CHANCE_TUNING, heatClass)).toBeCloseTo(
      centre + CHANCE_TUNING.optimism * deviation,
      12,
    );
  });
});

test("own visits count by their age: 4 weeks halve them, after 8 they are forgotten", () => {
  expect(chanceOf([visit(0, true)])).toBeCloseTo((1 + UNKNOWN) / 2, 12);
  expect(chanceOf([visit(28, true)])).toBeCloseTo((0.5 + UNKNOWN) / 1.5, 12);
  expect(chanceOf([visit(56, true)])).toBeCloseTo((0.25 + UNKNOWN) / 1.25, 12);
  expect(chanceOf([visit(57, true)])).toBeCloseTo(UNKNOWN, 12);
});

test("a neighbour lends by its distance, another slot by its factor, and cells beyond 2 km each way nothing", () => {
  const lent = (weight: number) => (weight + UNKNOWN) / (weight + 1);
  expect(chanceOf([visit(0, true)], cellAt(0, 1))).toBeCloseTo(lent(Math.exp(-0.5)), 12);
  expect(chanceOf([visit(0, true)], cellAt(1, 2))).toBeCloseTo(lent(Math.exp(-2.5)), 12);
  expect(chanceOf([visit(0, true)], cellAt(2, 2))).toBeCloseTo(lent(Math.exp(-4)), 12);
  expect(chanceOf([visit(0, true)], cellAt(0, 3))).toBeCloseTo(UNKNOWN, 12);
  expect(chanceOf([visit(0, true, { slot: "night" })])).toBeCloseTo(lent(0.4), 12);
});

test("whatever neighbours have seen, they lend no more than three visits", () => {
  const many = Array.from({ length: 50 }, () => visit(0, true, { cell: cellAt(0, 1) }));
  expect(chanceOf(many)).toBeCloseTo((3 + UNKNOWN) / 4, 12);
});

test("a chance lies between 0 and 1, and optimism never lowers it", () => {
  fc.assert(
    fc.property(visits, fc.integer({ min: 0, max: 5 }), (some, heatClass) => {
      const plain = chanceOf(some, CELL, PLAIN, heatClass);
      const hopeful = chanceOf(some, CELL, { ...PLAIN, optimism: CHANCE_TUNING.optimism }, heatClass);
      expect(plain).toBeGreaterThanOrEqual(0);
      expect(hopeful).toBeGreaterThanOrEqual(plain);
      expect(hopeful).toBeLessThanOrEqual(1);
    }),
  );
});

test("one more meeting never lowers the chance, one more fruitless visit never raises the mean", () => {
  fc.assert(
    fc.property(visits, fc.integer({ min: 0, max: 56 }), (some, daysAgo) => {
      const before = chanceOf(some);
      expect(chanceOf([...some, visit(daysAgo, true)])).toBeGreaterThanOrEqual(before - 1e-12);
      expect(chanceOf([...some, visit(daysAgo, false)])).toBeLessThanOrEqual(before + 1e-12);
    }),
  );
});

test("visits of any order, and moved over the grid with their cell, give one answer", () => {
  fc.assert(
    fc.property(visits, (some) => {
      const moved = some.map((each) => ({ ...each, cell: (each.cell + 70_007) as Cell }));
      const classOf = (all: readonly RememberedVisit[], cell: Cell) =>
        meetingClass(remember(all), cell, "evening", 0);
      expect(classOf([...some].reverse(), CELL)).toBe(classOf(some, CELL));
      expect(classOf(moved, (CELL + 70_007) as Cell)).toBe(classOf(some, CELL));
    }),
  );
});

test("a low chance is unlikely only where emptiness is likely: few misses do not prove it where most places are occupied", () => {
  // Invented places far away, where teams met somebody every second time, or never: presence about .8, detection .5.
  const far = Array.from({ length: 30 }, (_, at) =>
    [1, 2, 3, 4].map((daysAgo) =>
      visit(daysAgo, at < 24 && daysAgo % 2 === 0, { cell: cellAt(50 + 3 * at, 0) }),
    ),
  ).flat();
  const around = [1, 2, 3, 4, 5].map((daysAgo) => visit(daysAgo, false, { cell: cellAt(0, 1) }));
  const withMisses = (misses: number) => {
    const own = Array.from({ length: misses }, (_, at) => visit(at + 1, false));
    return remember([...far, ...around, ...own]);
  };
  expect(withMisses(1).occupancy).toMatchObject({ fallback: false });
  expect(meetingChance(withMisses(1), CELL, "evening", 0)).toBeLessThan(0.15);
  expect(meetingClass(withMisses(1), CELL, "evening", 0)).toBe("possible");
  expect(meetingClass(withMisses(6), CELL, "evening", 0)).toBe("unlikely");
});
