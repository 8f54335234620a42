/** A sector whose working memory is closed, as coverage and follow-up districts know it. */
import { type Cell, coarsen } from "./grid.ts";
import type { ServiceDate, Slot } from "./slot.ts";
import type { KnownSector } from "./working-memory.ts";

/** Coverage of a cell in a slot. */
interface Covered {
  readonly cell: Cell;
  readonly slot: Slot;
  /** Days since the last complete visit; null: none. */
  readonly days: number | null;
  readonly targetDays: number;
}

/** No memory, no end: coverage may be planned with for any day. */
const FOR_EVER = "9999-12-31" as ServiceDate;

/**
 * The sector without the chance of meeting: alerts are told by its memory alone, follow-up by whole districts.
 *
 * @param followed weeks since the latest eviction by 8 km district
 */
export function closedSector(
  sector: { readonly id: string; readonly cells: readonly Cell[]; readonly explore: number },
  coverage: readonly Covered[],
  followed: ReadonlyMap<Cell, number>,
): KnownSector {
  const cells = new Set(sector.cells);
  const facts = coverage
    .filter(({ cell }) => cells.has(cell))
    .map(({ cell, slot, days, targetDays }) => ({
      ...{ cell, slot, chance: null, addition: 0, targetDays },
      daysSinceVisit: days,
      alertDueInDays: null,
      weeksSinceEviction: followed.get(coarsen(cell, 8)) ?? null,
    }));
  return { sector: sector.id, until: FOR_EVER, explore: sector.explore, facts };
}
