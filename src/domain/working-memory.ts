/**
 * The working memory of one sector, for the current and the next week: the chance of meeting someone, in four
 * classes, with coverage, alerts and follow-up. Leads see it inside the planner alone (privacy.md, "Rule 0"); it is
 * never stored, printed, exported or drawn on *Carte*.
 */
import type { Chance } from "./chance.ts";
import type { CoverageFacts } from "./coverage.ts";
import type { Cell } from "./grid.ts";
import type { ServiceDate, Slot } from "./slot.ts";

/** What is known of a cell in a slot. */
export interface MemoryFacts extends CoverageFacts {
  readonly cell: Cell;
  readonly slot: Slot;
  readonly chance: Chance;
  /** Points (0–100) that the server adds to the priority without saying why. */
  readonly addition: number;
}

export interface WorkingMemory {
  readonly sector: string;
  /** First and last day that it may be planned with. */
  readonly from: ServiceDate;
  readonly until: ServiceDate;
  /** Openings that the account has left today, of 12. */
  readonly openingsLeft: number;
  /** Part of the planned minutes that goes to cells never visited, 0–1. */
  readonly explore: number;
  /** True where too little is recorded to fit the occupancy model, and stated values stand in: to be said. */
  readonly fallback: boolean;
  /** Every cell of the sector in every slot, cells ascending, slots in their order. */
  readonly facts: readonly MemoryFacts[];
}
