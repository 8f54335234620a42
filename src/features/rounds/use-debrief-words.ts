import { defineWords, type Say, useWords } from "../../ui/words.ts";
import { debriefWordsEn } from "./debrief-words.en.ts";
import { debriefWordsFr } from "./debrief-words.fr.ts";

const room = defineWords("debrief", debriefWordsFr, debriefWordsEn);

/** Words of what a round did. */
export function useDebriefWords(): Say<typeof debriefWordsFr> {
  return useWords(room);
}
