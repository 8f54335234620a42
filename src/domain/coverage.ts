/**
 * What is known of a cell in a slot, as one state: the union of live coverage, pending alerts and follow-up
 * districts (planning.md). Each has its own colour and pattern; two are never merged.
 */

/** In order of precedence: the first that holds is the state. */
export const CELL_STATES = ["alert", "follow_up", "never", "overdue", "visited"] as const;
export type CellState = (typeof CELL_STATES)[number];

/** Weeks after an eviction during which its district is followed: people reappear nearby. */
export const FOLLOW_UP_WEEKS = 8;

/** What the lead may see of a cell in one slot. */
export interface CoverageFacts {
  /** Whole days since the last complete visit; null: never visited in this slot. */
  readonly daysSinceVisit: number | null;
  /** The sector's target interval, in days. */
  readonly targetDays: number;
  /** Days until the deadline of a pending alert (negative: past due); null: no alert. */
  readonly alertDueInDays: number | null;
  /** Whole weeks since the latest eviction in or near the cell's 8 km district; null: none. */
  readonly weeksSinceEviction: number | null;
}

/** The states that say what teams did: live coverage, shown to the team. */
export type LiveState = Extract<CellState, "never" | "overdue" | "visited">;

/** Live coverage of a cell in a slot: `overdue` from the day after the target interval has passed. */
export function liveState(daysSinceVisit: number | null, targetDays: number): LiveState {
  if (daysSinceVisit === null) return "never";
  return daysSinceVisit > targetDays ? "overdue" : "visited";
}

/** True while an eviction's district is followed: up to and including the eighth week. */
export function isFollowedUp(weeksSinceEviction: number | null): boolean {
  return weeksSinceEviction !== null && weeksSinceEviction >= 0 && weeksSinceEviction <= FOLLOW_UP_WEEKS;
}

/** The one state of a cell in a slot, by the precedence of `CELL_STATES`. */
export function coverageState(facts: CoverageFacts): CellState {
  if (facts.alertDueInDays !== null) return "alert";
  if (isFollowedUp(facts.weeksSinceEviction)) return "follow_up";
  return liveState(facts.daysSinceVisit, facts.targetDays);
}

/** Days by which a visit is late, 0 where it is not; null where there never was one. */
export function daysLate(facts: Pick<CoverageFacts, "daysSinceVisit" | "targetDays">): number | null {
  return facts.daysSinceVisit === null ? null : Math.max(0, facts.daysSinceVisit - facts.targetDays);
}
