import { defineWords, type Say, useWords } from "../../ui/words.ts";
import { retentionWordsEn } from "./retention-words.en.ts";
import { retentionWordsFr } from "./retention-words.fr.ts";

const room = defineWords("protection-retention", retentionWordsFr, retentionWordsEn);

/** Words of retention and erasure. */
export function useRetentionWords(): Say<typeof retentionWordsFr> {
  return useWords(room);
}
