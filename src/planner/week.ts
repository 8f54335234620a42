/** A week to be planned, in the planner's words; `week-problem.ts` puts it into numbers. */
import type { Cell } from "../domain/grid.ts";
import type { Minutes, Mode, Round } from "../domain/round.ts";
import type { Slot } from "../domain/slot.ts";

/** A cell that may be visited. */
export interface WeekCell {
  readonly cell: Cell;
  /** Its sector, for the exploration share; null: none. */
  readonly sector: string | null;
  /** Teams that may go there; absent: all. */
  readonly teams?: readonly string[];
  /** Priority by slot, 0–100; a slot that is absent is not to be planned. */
  readonly priority: Readonly<Partial<Record<Slot, number>>>;
  /** Slots in which it was never visited: what counts as exploration. */
  readonly never: readonly Slot[];
  /** Minutes of a visit; absent: 25. */
  readonly minutes?: Minutes;
  /** When a visit may begin, in minutes after midnight of the service date, as `Round.leavesAt` counts. */
  readonly window?: { readonly from: Minutes; readonly to: Minutes };
}

/** A cell in a round. */
export interface Placement {
  readonly round: string;
  readonly cell: Cell;
}

/** Everything that a week's plan depends on. */
export interface Week {
  readonly cells: readonly WeekCell[];
  readonly rounds: readonly Round[];
  /** Stops that the lead wants in a round, in whatever order; a cell may be pinned in several rounds. */
  readonly pins?: readonly Placement[];
  /** Cells that no round may visit this week. Stronger than a pin. */
  readonly forbidden?: readonly Cell[];
  /** Cells that one round may not visit. */
  readonly forbiddenIn?: readonly Placement[];
  /** Stops of an unfinished round of last week: wanted in any round. */
  readonly carried?: readonly Cell[];
  /** Part of the planned minutes of each sector that goes to cells never visited, 0–1; absent: 0.15. */
  readonly explore?: Readonly<Record<string, number>>;
  /** Minutes between cells by the organisation's own matrix service; absent: the straight-line model. */
  readonly travel?: (from: Cell, to: Cell, mode: Mode) => number;
}

export const EXPLORE_SHARE = 0.15;

/** A stop of a planned round. Times are minutes after the round has left. */
export interface PlannedStop {
  readonly cell: Cell;
  readonly pinned: boolean;
  readonly travel: Minutes;
  readonly begins: Minutes;
  readonly minutes: Minutes;
}

export interface PlannedRound {
  readonly round: string;
  readonly stops: readonly PlannedStop[];
  readonly travel: Minutes;
  /** From leaving the start to reaching the end; 0 where there is no stop, for nobody leaves then. */
  readonly total: Minutes;
  readonly priority: number;
}

/** What was asked for and could not be had; told, never silently fixed. */
export type Unmet =
  | ({ readonly kind: "pin" | "pin_forbidden" | "pin_unknown" } & Placement)
  | { readonly kind: "carried"; readonly cell: Cell }
  | { readonly kind: "explore"; readonly sector: string; readonly minutes: Minutes }
  | { readonly kind: "no_candidate" }
  | { readonly kind: "too_short"; readonly round: string };

export interface WeekPlan {
  readonly rounds: readonly PlannedRound[];
  readonly priority: number;
  readonly unmet: readonly Unmet[];
}
