/** What a drag means: pure, so that pointer, keyboard and menus do the same. */

import type { CalendarPlace } from "../../domain/new-round.ts";
import { type Minutes, SLOT_BEGINS } from "../../domain/round.ts";
import type { Slot } from "../../domain/slot.ts";
import { type EditedWeek, roundOf, withMovedStop, withRoundChange } from "../../domain/week-edit.ts";
import type { WeekRound } from "../../domain/week-rounds.ts";
import type { DragThing } from "./drag-ids.ts";

/** The week after a thing has been dropped on another; the same week where that means nothing. */
export function dropped(week: EditedWeek, moved: DragThing, onto: DragThing): EditedWeek {
  if (moved.kind === "round" && onto.kind === "place") return withRoundAt(week, moved.round, onto);
  if (moved.kind !== "stop") return week;
  const from = { round: moved.round, cell: moved.cell };
  if (onto.kind === "into") return onto.round === moved.round ? week : withMovedStop(week, from, onto.round);
  if (onto.kind !== "stop") return week;
  const at = roundOf(week, onto.round)?.stops?.findIndex(({ cell }) => cell === onto.cell) ?? -1;
  return at < 0 ? week : withMovedStop(week, from, onto.round, at);
}

/**
 * A round at another day or slot: it leaves as long after the slot's beginning as before. A round stays with its
 * team, whose people it has.
 */
export function withRoundAt(week: EditedWeek, id: string, { team, date, slot }: CalendarPlace): EditedWeek {
  const round = roundOf(week, id);
  if (!round || round.team !== team) return week;
  return withRoundChange(week, id, { date, slot, leavesAt: leavesIn(round, slot) });
}

/** When a round leaves if it is moved to another slot, on the same minutes after its beginning. */
function leavesIn({ slot, leavesAt }: WeekRound, next: Slot): Minutes {
  return (SLOT_BEGINS[next] + leavesAt - SLOT_BEGINS[slot]) as Minutes;
}
