import { defineWords, type Say, useWords } from "../../ui/words.ts";
import { mobilityWordsEn } from "./words.en.ts";
import { mobilityWordsFr } from "./words.fr.ts";

const room = defineWords("mobility", mobilityWordsFr, mobilityWordsEn);

export type MobilitySay = Say<typeof mobilityWordsFr>;

/** Words of research on released tables. */
export function useMobilityWords(): MobilitySay {
  return useWords(room);
}
