import { defineWords, type Say, useWords } from "../../ui/words.ts";
import { annexWordsEn } from "./annex-words.en.ts";
import { annexWordsFr } from "./annex-words.fr.ts";

const room = defineWords("protection-annex", annexWordsFr, annexWordsEn);

/** Words of the annex for the impact assessment. */
export function useAnnexWords(): Say<typeof annexWordsFr> {
  return useWords(room);
}
