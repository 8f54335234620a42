import { uiWordsEn } from "./words.en.ts";
import { uiWordsFr } from "./words.fr.ts";
import { defineWords, type Say, useWords } from "./words.ts";

const room = defineWords("ui", uiWordsFr, uiWordsEn);

/** Words of the shared parts of the interface. */
export function useUiWords(): Say<typeof uiWordsFr> {
  return useWords(room);
}
