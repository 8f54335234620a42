/** The week as a calendar: days, places and their order. Pure. */

import type { CalendarPlace } from "../../domain/new-round.ts";
import type { ServiceDate, Slot } from "../../domain/slot.ts";
import { addDays, SLOTS } from "../../domain/slot.ts";
import type { EditedWeek } from "../../domain/week-edit.ts";
import type { WeekRound } from "../../domain/week-rounds.ts";

/** Monday to Sunday. */
export function daysOfWeek(monday: string): ServiceDate[] {
  return Array.from({ length: 7 }, (_, day) => addDays(monday, day) as ServiceDate);
}

/** Rounds of one place, in the order in which they leave. */
export function roundsAt(week: EditedWeek, { team, date, slot }: CalendarPlace): WeekRound[] {
  return week.rounds
    .filter((round) => round.team === team && round.date === date && round.slot === slot)
    .toSorted((one, other) => one.leavesAt - other.leavesAt);
}

/** Rounds in the calendar's reading order: day by day, slot by slot, team by team. */
export function inReadingOrder(week: EditedWeek, teams: readonly string[]): WeekRound[] {
  const rank = (round: WeekRound) =>
    (Date.parse(round.date) / 86_400_000) * 1000 +
    SLOTS.indexOf(round.slot) * 100 +
    Math.max(0, teams.indexOf(round.team));
  return week.rounds
    .filter(({ team }) => teams.includes(team))
    .toSorted((one, other) => rank(one) - rank(other) || one.leavesAt - other.leavesAt);
}

/** The place one step on by an arrow key, or undefined at the calendar's edge. Rows are team by team, slot by slot. */
export function placeBeside(
  place: CalendarPlace,
  key: string,
  days: readonly ServiceDate[],
  teams: readonly string[],
): CalendarPlace | undefined {
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 }[key];
  if (step === undefined) return undefined;
  if (key === "ArrowLeft" || key === "ArrowRight") {
    const date = days[days.indexOf(place.date) + step];
    return date && { ...place, date };
  }
  const row = teams.indexOf(place.team) * SLOTS.length + SLOTS.indexOf(place.slot) + step;
  const team = teams[Math.floor(row / SLOTS.length)];
  const slot: Slot | undefined = SLOTS[row % SLOTS.length];
  return team === undefined || slot === undefined ? undefined : { ...place, team, slot };
}
