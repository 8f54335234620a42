/** What a drag means: pure, so that pointer, keyboard and menus do the same. */
import { type Minutes, type Round, SLOT_BEGINS } from "../../domain/round.ts";
import { type EditedWeek, roundOf, withMovedStop, withRoundChange } from "../../domain/week-edit.ts";
import type { CalendarPlace, DragThing } from "./drag-ids.ts";

/** The week after a thing has been dropped on another; the same week where that means nothing. */
export function dropped(week: EditedWeek, moved: DragThing, onto: DragThing): EditedWeek {
  if (moved.kind === "round" && onto.kind === "place") return withRoundAt(week, moved.round, onto);
  if (moved.kind !== "stop") return week;
  const from = { round: moved.round, cell: moved.cell };
  if (onto.kind === "into") return onto.round === moved.round ? week : withMovedStop(week, from, onto.round);
  if (onto.kind !== "stop") return week;
  const at = roundOf(week, onto.round)?.stops.findIndex(({ cell }) => cell === onto.cell) ?? -1;
  return at < 0 ? week : withMovedStop(week, from, onto.round, at);
}

/**
 * A round at another place of the calendar: it leaves as long after the slot's beginning as before. Another team
 * has other people, so nobody is assigned there yet.
 */
export function withRoundAt(week: EditedWeek, id: string, to: CalendarPlace): EditedWeek {
  const edited = roundOf(week, id);
  if (!edited) return week;
  const { team, date, slot } = to;
  const round = { team, date, slot, leavesAt: leavesIn(edited.round, slot) };
  const people = team === edited.round.team ? {} : { lead: null, partners: [] };
  return withRoundChange(week, id, { round, ...people });
}

function leavesIn({ slot, leavesAt }: Round, next: Round["slot"]): Minutes {
  return (SLOT_BEGINS[next] + leavesAt - SLOT_BEGINS[slot]) as Minutes;
}
