import fc from "fast-check";
import { expect, test } from "vitest";
import { type Cell, cellOfParts } from "../../../src/domain/grid.ts";
import { type RememberedVisit, remember } from "../../../src/domain/meeting-chance.ts";
import type { Pattern } from "../../../src/domain/pattern.ts";
import { randomFrom } from "../../../src/domain/random.ts";
import { SLOTS, type Slot } from "../../../src/domain/slot.ts";

/** Invented ground of 20 × 20 km. */
const EDGE = 20;
const GROUND = Array.from(
  { length: EDGE ** 2 },
  (_, at) => cellOfParts(3752 + (at % EDGE), 2888 + Math.floor(at / EDGE)) as Cell,
);

/** Three visits of every cell; `chanceOf` a cell by its place on the ground, and by slot. */
function visitsOf(
  seed: string,
  chanceOf: (east: number, north: number, slot: Slot) => number,
): RememberedVisit[] {
  const random = randomFrom(seed);
  return GROUND.flatMap((cell, at) =>
    [3, 20, 40].map((daysAgo): RememberedVisit => {
      const slot = SLOTS[random.int(SLOTS.length)] ?? "evening";
      return { cell, slot, daysAgo, met: random.chance(chanceOf(at % EDGE, Math.floor(at / EDGE), slot)) };
    }),
  );
}

const patternOf = (visits: readonly RememberedVisit[]): Pattern => remember(visits, GROUND).pattern;
/** As many active cells in each: a third of the ground, in one piece or every third cell of a shuffle. */
const inOnePiece = (east: number) => (east < EDGE / 3 ? 0.6 : 0.02);
const shuffled = (seed: string) => {
  const random = randomFrom(`${seed} places`);
  const places = new Set(GROUND.map((_, at) => at).filter(() => random.chance(1 / 3)));
  return (east: number, north: number) => (places.has(north * EDGE + east) ? 0.6 : 0.02);
};

test("meetings in one piece of the ground cluster; as many anywhere are scattered", () => {
  const seeds = Array.from({ length: 20 }, (_, at) => `pattern ${at}`);
  expect(seeds.map((seed) => patternOf(visitsOf(seed, inOnePiece)))).toEqual(seeds.map(() => "clustered"));
  const scattered = seeds.filter((seed) => patternOf(visitsOf(seed, shuffled(seed))) === "scattered");
  expect(scattered.length).toBeGreaterThanOrEqual(16);
});

test("without visits, and with a few, meetings are taken to cluster", () => {
  expect(patternOf([])).toBe("clustered");
  expect(patternOf(visitsOf("few", shuffled("few")).slice(0, 3))).toBe("clustered");
});

test("a slot in which more is met is no cluster, though some cells are visited in it alone", () => {
  const bySlot = (_east: number, _north: number, slot: Slot) => (slot === "night" ? 0.9 : 0.05);
  const visits = visitsOf("slots", bySlot).filter(
    ({ cell, slot }) => cell % 10_000 < 3758 === (slot === "night"),
  );
  expect(visits.filter(({ met }) => met).length).toBeGreaterThan(20);
  // Beside the slots' means nothing is left that neighbours share.
  expect(patternOf(visits)).toBe("scattered");
});

test("the order of visits and where the ground lies change nothing", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: -20, max: 20 }), (seed, by) => {
      const visits = visitsOf(`order ${seed}`, seed % 2 === 0 ? inOnePiece : shuffled(`order ${seed}`)).slice(
        0,
        40 + seed,
      );
      const moved = visits.map((visit) => ({ ...visit, cell: (visit.cell + by) as Cell }));
      expect(patternOf(visits.toReversed())).toBe(patternOf(visits));
      expect(
        remember(
          moved,
          GROUND.map((cell) => (cell + by) as Cell),
        ).pattern,
      ).toBe(patternOf(visits));
    }),
  );
});
