import { defineWords, type Say, useWords } from "../../ui/words.ts";
import { alertsWordsEn } from "./words.en.ts";
import { alertsWordsFr } from "./words.fr.ts";

const room = defineWords("alerts", alertsWordsFr, alertsWordsEn);

export type AlertsSay = Say<typeof alertsWordsFr>;

/** Words of field alerts. */
export function useAlertsWords(): AlertsSay {
  return useWords(room);
}
