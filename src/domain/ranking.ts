/** *Zones non atteintes*: the cells and slots of sectors, the first to go to first. */
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
 * the newest lead window (1–5) by cell; it stands in for the chance where a sector was not opened.
 */
export function rankCells(
  sectors: readonly KnownSector[],
  heat: ReadonlyMap<Cell, number> = new Map(),
): readonly RankedCell[] {
  const all = sectors.flatMap(({ facts }) => facts);
  const active = new Set(all.filter(isActive).map(({ cell, slot }) => keyOf(cell, slot)));
  return sectors
    .flatMap(({ sector, facts }) =>
      facts.map((each): RankedCell => {
        const activeNeighbours = activeAround(each, active);
        const heatClass = heat.get(each.cell) ?? 0;
        const priority = priorityOf({ ...each, heatClass, activeNeighbours });
        return { sector, facts: each, state: coverageState(each), priority };
      }),
    )
    .sort((a, b) => b.priority.score - a.priority.score || a.facts.cell - b.facts.cell);
}

function isActive({ chance }: KnownFacts): boolean {
  return chance === "likely" || chance === "very_likely";
}

/** One number for a cell in a slot: text would be made 64,000 times for 2,000 cells. */
function keyOf(cell: Cell, slot: Slot): number {
  return cell * SLOTS.length + SLOTS.indexOf(slot);
}

/** Active cells among the eight around; those of sectors that were not opened are not known. */
function activeAround({ cell, slot }: KnownFacts, active: ReadonlySet<number>): number {
  const { eKm, nKm } = partsOf(cell);
  let found = 0;
  for (const { north, east } of AROUND) {
    const near = cellOfParts(eKm + east, nKm + north);
    if (near !== undefined && active.has(keyOf(near, slot))) found += 1;
  }
  return found;
}
