/** Rounds that an area can be added to. Pure. */
import type { CalendarPlace } from "../../domain/new-round.ts";
import { addDays, type ServiceDate, type Slot } from "../../domain/slot.ts";
import { isOpenPlan, type WeekRound } from "../../domain/week-rounds.ts";

/** The team's rounds of a slot that are still to come, soonest first. */
export function targetRounds(
  rounds: readonly WeekRound[],
  asked: { readonly team: string; readonly slot: Slot; readonly today: string },
): readonly WeekRound[] {
  return rounds
    .filter(({ team, slot, date }) => team === asked.team && slot === asked.slot && date >= asked.today)
    .filter(isOpenPlan)
    .toSorted((one, other) => one.date.localeCompare(other.date) || one.leavesAt - other.leavesAt);
}

/** Where a new round of a slot would go: tomorrow, for today's may have begun. */
export function nextPlace(team: string, slot: Slot, today: string): CalendarPlace {
  return { team, slot, date: addDays(today, 1) as ServiceDate };
}

/** Days from which a week is worth proposing: on Saturday and Sunday the next one is. */
export function weekToPropose(today: string): string {
  const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7;
  return weekday < 5 ? today : addDays(today, 7 - weekday);
}
