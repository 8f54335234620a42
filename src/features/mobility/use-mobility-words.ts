import { defineWords, type Say, useWords } from "../../ui/words.ts";
import { seriesWordsEn } from "./series-words.en.ts";
import { seriesWordsFr } from "./series-words.fr.ts";
import { mobilityWordsEn } from "./words.en.ts";
import { mobilityWordsFr } from "./words.fr.ts";

const wordsFr = { ...mobilityWordsFr, ...seriesWordsFr } as const;
const room = defineWords("mobility", wordsFr, { ...mobilityWordsEn, ...seriesWordsEn });

export type MobilitySay = Say<typeof wordsFr>;

/** Words of research on released tables. */
export function useMobilityWords(): MobilitySay {
  return useWords(room);
}
