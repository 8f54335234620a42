/** A debrief while it is being filled in. Pure. */
import type { DebriefedVisit } from "../../data/debrief.ts";
import type { Cell } from "../../domain/grid.ts";
import type { VisitOutcome } from "../../domain/place-kind.ts";
import { type Minutes, VISIT_MINUTES } from "../../domain/round.ts";
import type { Stop } from "../../domain/week-rounds.ts";

/** One line: a stop of the plan, or a place beside it. */
interface DebriefLine {
  /** The visit's id, made once: sending again changes nothing. */
  readonly visit: string;
  readonly cell: Cell;
  /** Null: beside the plan. */
  readonly stop: string | null;
  readonly minutes: Minutes;
  /** Null: not tried, so no visit. */
  readonly outcome: VisitOutcome | null;
}

export type DebriefDraft = readonly DebriefLine[];

/** A draft with a line for each stop; nothing is assumed to have been done. */
function debriefOf(stops: readonly Stop[], makeId: () => string): DebriefDraft {
  return stops.map(({ id, cell, minutes }) => ({ visit: makeId(), cell, stop: id, minutes, outcome: null }));
}

/** A draft taken up again: the plan's stops as they are now, with what was entered of each, and the places beside it. */
export function resumed(draft: DebriefDraft, stops: readonly Stop[], makeId: () => string): DebriefDraft {
  const entered = new Map(draft.map((line) => [line.stop, line]));
  const planned = debriefOf(stops, makeId).map((line) => {
    const before = entered.get(line.stop);
    return before?.cell === line.cell ? before : line;
  });
  return [...planned, ...draft.filter(({ stop }) => stop === null)];
}

/** A line with another outcome or other minutes. */
export function withLine(
  draft: DebriefDraft,
  visit: string,
  change: Partial<Pick<DebriefLine, "outcome" | "minutes">>,
): DebriefDraft {
  return draft.map((line) => (line.visit === visit ? { ...line, ...change } : line));
}

/** A place beside the plan, where nobody was met until it is said otherwise; one that is there already stays as it is. */
export function withExtra(draft: DebriefDraft, cell: Cell, visit: string): DebriefDraft {
  if (draft.some((line) => line.cell === cell)) return draft;
  return [...draft, { visit, cell, stop: null, minutes: VISIT_MINUTES, outcome: "nobody" }];
}

/** What is sent: a visit for every line that has an outcome. A place that was not reached took no minutes there. */
export function visitsOf(draft: DebriefDraft): DebriefedVisit[] {
  return draft.flatMap(({ visit: id, cell, stop, minutes, outcome }) => {
    if (outcome === null) return [];
    const place = stop === null ? { cell } : { stop };
    return [{ id, place, minutes: outcome === "not_reached" ? null : minutes, outcome }];
  });
}
