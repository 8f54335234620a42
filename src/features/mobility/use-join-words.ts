import { defineWords, type Say, useWords } from "../../ui/words.ts";
import { joinWordsEn } from "./join-words.en.ts";
import { joinWordsFr } from "./join-words.fr.ts";

const joining = defineWords("mobility-join", joinWordsFr, joinWordsEn);

/** Words of joining a table of open data. */
export function useJoinWords(): Say<typeof joinWordsFr> {
  return useWords(joining);
}
