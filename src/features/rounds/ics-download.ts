import { type CalendarRound, icsOf } from "./ics.ts";

/** Hands the browser a calendar file. Its name says a day and nothing of the round. */
export function downloadIcs(rounds: readonly CalendarRound[], timeZone: string, day: string): void {
  const file = new Blob([icsOf(rounds, timeZone, Date.now())], { type: "text/calendar;charset=utf-8" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `repere-${day}.ics`;
  link.click();
  // The browser has taken the file by the next turn; a kept address would hold it in memory.
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
