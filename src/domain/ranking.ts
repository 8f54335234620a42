/** *Zones non atteintes*: the cells and slots of an opened sector, the first to go to first. */
import { type CellState, coverageState } from "./coverage.ts";
import { type Cell, cellOfParts, partsOf } from "./grid.ts";
import { type Priority, priorityOf } from "./priority.ts";
import type { MemoryFacts, WorkingMemory } from "./working-memory.ts";

/** A cell in a slot with what is known of it, its state, and its priority with parts and reasons. */
export interface RankedCell {
  readonly sector: string;
  readonly facts: MemoryFacts;
  readonly state: CellState;
  readonly priority: Priority;
}

/**
 * Ranks every cell and slot of the opened sectors by priority; equal ones by cell, so that the order is one.
 * `heat`: class of the newest lead window (1–5) by cell; it stands in nowhere here, where the memory was opened.
 */
export function rankCells(
  memories: readonly WorkingMemory[],
  heat: ReadonlyMap<Cell, number> = new Map(),
): readonly RankedCell[] {
  const all = memories.flatMap(({ facts }) => facts);
  const active = new Set(all.filter(isActive).map(keyOf));
  return memories
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

function isActive({ chance }: MemoryFacts): boolean {
  return chance === "likely" || chance === "very_likely";
}

function keyOf({ cell, slot }: Pick<MemoryFacts, "cell" | "slot">): string {
  return `${cell} ${slot}`;
}

/** Active cells among the eight around; those of sectors that were not opened are not known. */
function activeAround({ cell, slot }: MemoryFacts, active: ReadonlySet<string>): number {
  const { eKm, nKm } = partsOf(cell);
  let found = 0;
  for (const north of [-1, 0, 1]) {
    for (const east of [-1, 0, 1]) {
      const near = cellOfParts(eKm + east, nKm + north);
      if (near !== undefined && near !== cell && active.has(keyOf({ cell: near, slot }))) found += 1;
    }
  }
  return found;
}
