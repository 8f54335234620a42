import { defineWords, type Say, useWords } from "../../ui/words.ts";
import { sessionWordsEn } from "./words.en.ts";
import { sessionWordsFr } from "./words.fr.ts";

const room = defineWords("session", sessionWordsFr, sessionWordsEn);

/** Words of sign-in and joining. */
export function useSessionWords(): Say<typeof sessionWordsFr> {
  return useWords(room);
}
