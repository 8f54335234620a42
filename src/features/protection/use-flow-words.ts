import { defineWords, type Say, useWords } from "../../ui/words.ts";
import { flowWordsEn } from "./flow-words.en.ts";
import { flowWordsFr } from "./flow-words.fr.ts";

const room = defineWords("flow-requests", flowWordsFr, flowWordsEn);

/** Words of requests for tables of flows. */
export function useFlowWords(): Say<typeof flowWordsFr> {
  return useWords(room);
}
