import { defineWords, type Say, useWords } from "../../ui/words.ts";
import { protectionWordsEn } from "./words.en.ts";
import { protectionWordsFr } from "./words.fr.ts";

const room = defineWords("protection", protectionWordsFr, protectionWordsEn);

/** Words of the dpo's screen. */
export function useProtectionWords(): Say<typeof protectionWordsFr> {
  return useWords(room);
}
