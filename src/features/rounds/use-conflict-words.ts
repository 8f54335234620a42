import { defineWords, type Say, useWords } from "../../ui/words.ts";
import { conflictWordsEn } from "./conflict-words.en.ts";
import { conflictWordsFr } from "./conflict-words.fr.ts";

const room = defineWords("conflicts", conflictWordsFr, conflictWordsEn);

/** Words of what does not fit. */
export function useConflictWords(): Say<typeof conflictWordsFr> {
  return useWords(room);
}
