import { defineWords, type Say, useWords } from "../../ui/words.ts";
import { roundsWordsEn } from "./words.en.ts";
import { roundsWordsFr } from "./words.fr.ts";

const room = defineWords("rounds", roundsWordsFr, roundsWordsEn);

export type RoundsSay = Say<typeof roundsWordsFr>;

/** Words of the calendar and of a round. */
export function useRoundsWords(): RoundsSay {
  return useWords(room);
}
