import { defineWords, type Say, useWords } from "../../ui/words.ts";
import { unreachedWordsEn } from "./words.en.ts";
import { unreachedWordsFr } from "./words.fr.ts";

const room = defineWords("unreached", unreachedWordsFr, unreachedWordsEn);

export type UnreachedSay = Say<typeof unreachedWordsFr>;

/** Words of unreached areas. */
export function useUnreachedWords(): UnreachedSay {
  return useWords(room);
}
