/** *Zones non atteintes*: the cells and slots of sectors, the first to go to first. */
import { isActive } from "./chance.ts";
import { type CellState, coverageState } from "./coverage.ts";
import { type Cell, cellOfParts, partsOf } from "./grid.ts";
import { type Priority, priorityOf } from "./priority.ts";
import { SLOTS, type Slot } from "./slot.ts";
import type { KnownFacts, KnownSector } from "./working-memory.ts";

/** A cell in a slot with what is known of it, its state, and its priority with parts and reasons. */
export interface RankedCell {
  readonly sector: string;
  readonly facts: KnownFacts;
  readonly state: CellState;
  readonly priority: Priority;
}

/** Steps to the eight cells around. */
const AROUND = [-1, 0, 1].flatMap((north) =>
  [-1, 0, 1].flatMap((east) => (north === 0 && east === 0 ? [] : [{ north, east }])),
);

/**
 * Ranks every cell and slot of sectors by priority; equal ones by cell, so that the order is one. `heat`: class of
 * the newest lead window (1–5) by cell; it stands in for the chance where a sector was not opened. `daysAhead`: days
 * until the visits of a slot that is being planned; absent: today.
 */
export function rankCells(
  sectors: readonly KnownSector[],
  heat: ReadonlyMap<Cell, number> = new Map(),
  daysAhead: Readonly<Partial<Record<Slot, number>>> = {},
): readonly RankedCell[] {
  const around = activeAround(sectors);
  return sectors
    .flatMap(({ sector, facts }) =>
      facts.map((each): RankedCell => {
        // Field by field: copying whole facts of 8,000 cells and slots took two thirds of the time.
        const priority = priorityOf({
          daysSinceVisit: each.daysSinceVisit,
          daysAhead: daysAhead[each.slot] ?? 0,
          targetDays: each.targetDays,
          alertDueInDays: each.alertDueInDays,
          weeksSinceEviction: each.weeksSinceEviction,
          chance: each.chance,
          addition: each.addition,
          heatClass: heat.get(each.cell) ?? 0,
          activeNeighbours: around.get(keyOf(each.cell, each.slot)) ?? 0,
        });
        return { sector, facts: each, state: coverageState(each), priority };
      }),
    )
    .sort((a, b) => b.priority.score - a.priority.score || a.facts.cell - b.facts.cell);
}

/** One number for a cell in a slot: text would be made tens of thousands of times for 2,000 cells. */
function keyOf(cell: Cell, slot: Slot): number {
  return cell * SLOTS.length + SLOTS.indexOf(slot);
}

/**
 * Active cells among the eight around, by cell and slot: told by the active ones to their neighbours, for they are
 * few. A cell that two opened sectors share counts once; those of sectors that were not opened are not known.
 */
function activeAround(sectors: readonly KnownSector[]): ReadonlyMap<number, number> {
  const active = sectors.flatMap(({ facts }) => facts.filter(({ chance }) => isActive(chance)));
  const once = new Map(active.map((facts) => [keyOf(facts.cell, facts.slot), facts]));
  const told = new Map<number, number>();
  for (const { cell, slot } of once.values()) {
    for (const near of neighboursOf(cell))
      told.set(keyOf(near, slot), (told.get(keyOf(near, slot)) ?? 0) + 1);
  }
  return told;
}

function neighboursOf(cell: Cell): Cell[] {
  const { eKm, nKm } = partsOf(cell);
  return AROUND.flatMap(({ north, east }) => cellOfParts(eKm + east, nKm + north) ?? []);
}
