import { defineWords, type Say, useWords } from "../../ui/words.ts";
import { calendarWordsEn } from "./calendar-words.en.ts";
import { calendarWordsFr } from "./calendar-words.fr.ts";

const room = defineWords("protection-calendar", calendarWordsFr, calendarWordsEn);

/** Words of the calendar of windows. */
export function useCalendarWords(): Say<typeof calendarWordsFr> {
  return useWords(room);
}
