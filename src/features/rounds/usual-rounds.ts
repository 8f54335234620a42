/** The rounds of a week that has none: what the team does usually. Pure. */
import type { Sector } from "../../data/sectors.ts";
import { newRound } from "../../domain/new-round.ts";
import { addDays, daysBetween, type ServiceDate } from "../../domain/slot.ts";
import type { WeekRound } from "../../domain/week-rounds.ts";

/**
 * Drafts on the weekdays and slots of the team's rounds of the week before, from today on, one for each that went
 * out. Without stops: those are proposed.
 */
export function roundsLike(
  before: readonly WeekRound[],
  given: { readonly team: string; readonly monday: string; readonly today: string },
  sectors: readonly Sector[],
  newId: () => string,
): readonly WeekRound[] {
  const { team, monday, today } = given;
  return before
    .filter((round) => round.team === team && round.status !== "cancelled" && round.status !== "rejected")
    .flatMap((round) => {
      const weekday = daysBetween(addDays(monday, -7), round.date);
      const date = addDays(monday, weekday) as ServiceDate;
      if (date < today) return [];
      const own = sectors.find(({ id }) => id === round.sector);
      const place = { team, date, slot: round.slot };
      const fresh = newRound(newId(), place, { rounds: [], forbidden: [] }, own ? [own] : sectors);
      const { mode, minutes, leavesAt, lead, members, safety } = round;
      const ends = round.start === null ? {} : { start: round.start, end: round.end ?? round.start };
      const notes = safety.length === 0 ? fresh.safety : safety;
      return [{ ...fresh, mode, minutes, leavesAt, lead, members, safety: notes, ...ends }];
    });
}
