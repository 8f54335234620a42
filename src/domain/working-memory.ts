/**
 * The working memory of one sector, for the current and the next week: the chance of meeting someone, in four
 * classes, with coverage, alerts and follow-up. Leads see it inside the planner alone (privacy.md, "Rule 0"); it is
 * never stored, printed, exported or drawn on *Carte*.
 */
import type { Chance } from "./chance.ts";
import type { CoverageFacts } from "./coverage.ts";
import type { Cell } from "./grid.ts";
import type { ServiceDate, Slot } from "./slot.ts";

/** What a lead may know of a cell in a slot; null where the memory was not opened: coverage and the release alone. */
export interface KnownFacts extends CoverageFacts {
  readonly cell: Cell;
  readonly slot: Slot;
  readonly chance: Chance | null;
  /** Points (0–100) that the server adds to the priority without saying why. */
  readonly addition: number;
}

/** A sector to be planned, opened or not. */
export interface KnownSector {
  readonly sector: string;
  /** Last day that it may be planned with. */
  readonly until: ServiceDate;
  /** Part of the planned minutes that goes to cells never visited, 0–1. */
  readonly explore: number;
  /** Every cell of the sector in every slot. */
  readonly facts: readonly KnownFacts[];
}

/** What is known of a cell in a slot of an opened sector. */
export interface MemoryFacts extends KnownFacts {
  readonly chance: Chance;
}

export interface WorkingMemory extends KnownSector {
  /** First day that it may be planned with. */
  readonly from: ServiceDate;
  /** Openings that the account has left today, of 12. */
  readonly openingsLeft: number;
  /** True where too little is recorded to fit the occupancy model, and stated values stand in: to be said. */
  readonly fallback: boolean;
  /** Every cell of the sector in every slot, cells ascending, slots in their order. */
  readonly facts: readonly MemoryFacts[];
}
