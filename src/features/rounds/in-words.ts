/** Rounds, people and places of the calendar in the person's words. Pure. */

import type { CalendarPlace } from "../../domain/new-round.ts";
import { addDays } from "../../domain/slot.ts";
import type { Person, WeekRound } from "../../domain/week-rounds.ts";
import type { Format } from "../../ui/format.ts";
import type { RoundsSay } from "./use-rounds-words.ts";

/** "mercredi 9 décembre, soir", or "nuit du mercredi 9 décembre au jeudi 10 décembre": a night belongs to its evening. */
export function whenInWords(
  say: RoundsSay,
  format: Format,
  { date, slot }: Pick<CalendarPlace, "date" | "slot">,
): string {
  const day = format.weekday(date);
  if (slot !== "night") return say("onDay", { day, slot: say(slot) });
  return say("nightOf", { day: withoutMonth(format, date), next: format.weekday(addDays(date, 1)) });
}

/** "mer. 9, soir". */
export function shortWhen(
  say: RoundsSay,
  format: Format,
  { date, slot }: Pick<CalendarPlace, "date" | "slot">,
): string {
  return say("onDay", { day: format.shortWeekday(date), slot: say(slot) });
}

/** A night's two days mostly share their month: it is said once. */
function withoutMonth(format: Format, date: string): string {
  const next = addDays(date, 1);
  return date.slice(0, 7) === next.slice(0, 7) ? format.plainWeekday(date) : format.weekday(date);
}

/** "Éducateur·rice 3": accounts have no names. */
export function personInWords(say: RoundsSay, { role, number }: Person): string {
  return say(role === "lead" ? "leadPerson" : "educatorPerson", { number });
}

/** What a round is called where it is moved or opened: when, and in which sector. */
export function roundInWords(
  say: RoundsSay,
  format: Format,
  round: WeekRound,
  sectorName: string | undefined,
): string {
  return say("roundNamed", { when: whenInWords(say, format, round), place: sectorName ?? say("noSector") });
}
