import { defineWords, type Say, useWords } from "../../ui/words.ts";
import { logWordsEn } from "./log-words.en.ts";
import { logWordsFr } from "./log-words.fr.ts";

const room = defineWords("protection-log", logWordsFr, logWordsEn);

/** Words of the audit log. */
export function useLogWords(): Say<typeof logWordsFr> {
  return useWords(room);
}
