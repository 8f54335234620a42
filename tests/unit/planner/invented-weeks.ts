import fc from "fast-check";
import type { Cell } from "../../../src/domain/grid.ts";
import { type Minutes, MODES, type Round, SLOT_BEGINS } from "../../../src/domain/round.ts";
import { type ServiceDate, SLOTS } from "../../../src/domain/slot.ts";
import { seeded } from "../../../src/planner/random.ts";
import type { Week, WeekCell } from "../../../src/planner/week.ts";

/** What an invented week is made of. Nothing in it is real. */
export interface Recipe {
  readonly seed: number;
  readonly cells: number;
  readonly rounds: number;
  readonly windows: boolean;
}

export const recipes: fc.Arbitrary<Recipe> = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  cells: fc.integer({ min: 0, max: 40 }),
  rounds: fc.integer({ min: 0, max: 5 }),
  windows: fc.boolean(),
});

/** A week over a square of cells in three sectors, every round of another slot, mode and length. */
export function inventedWeek({ seed, cells, rounds, windows }: Recipe): Week {
  const draw = seeded(seed);
  const below = (bound: number) => Math.floor(draw() * bound);
  const edge = Math.max(3, Math.ceil(Math.sqrt(cells * 1.5)));
  const cellAt = () => ((2880 + below(edge)) * 10_000 + 3750 + below(edge)) as Cell;
  const places = new Set<Cell>();
  while (places.size < cells) places.add(cellAt());
  return {
    cells: [...places].map((cell) => inventedCell(cell, draw, windows)),
    rounds: Array.from({ length: rounds }, (_, at): Round => {
      const slot = SLOTS[below(4)] ?? "evening";
      const start = cellAt();
      return {
        ...{ id: `r${at}`, team: `t${at % 2}`, date: "2026-03-02" as ServiceDate, slot, start },
        ...{ mode: MODES[below(3)] ?? "foot", end: draw() < 0.7 ? start : cellAt() },
        ...{ minutes: (60 + below(240)) as Minutes, leavesAt: SLOT_BEGINS[slot] },
        ...(draw() < 0.3 && { maxStops: 1 + below(4) }),
      };
    }),
  };
}

function inventedCell(cell: Cell, draw: () => number, windows: boolean): WeekCell {
  const slots = SLOTS.filter(() => draw() < 0.8);
  const slot = SLOTS[Math.floor(draw() * 4)] ?? "evening";
  const from = (SLOT_BEGINS[slot] + Math.floor(draw() * 120)) as Minutes;
  return {
    cell,
    sector: draw() < 0.1 ? null : `s${Math.floor(draw() * 3)}`,
    priority: Object.fromEntries(slots.map((each) => [each, 1 + 99 * draw()])),
    never: SLOTS.filter(() => draw() < 0.2),
    ...(draw() < 0.1 && { minutes: 60 as Minutes }),
    ...(draw() < 0.2 && { teams: ["t0"] }),
    ...(windows && draw() < 0.4 && { window: { from, to: (from + 90) as Minutes } }),
  };
}
