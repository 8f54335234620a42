import { defineWords, type Say, useWords } from "../../ui/words.ts";
import { teamWordsEn } from "./words.en.ts";
import { teamWordsFr } from "./words.fr.ts";

const room = defineWords("team", teamWordsFr, teamWordsEn);

/** Words of accounts, teams and sectors. */
export function useTeamWords(): Say<typeof teamWordsFr> {
  return useWords(room);
}
