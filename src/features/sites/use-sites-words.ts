import { defineWords, type Say, useWords } from "../../ui/words.ts";
import { sitesWordsEn } from "./words.en.ts";
import { sitesWordsFr } from "./words.fr.ts";

const room = defineWords("sites", sitesWordsFr, sitesWordsEn);

export type SitesSay = Say<typeof sitesWordsFr>;

/** Words of living sites. */
export function useSitesWords(): SitesSay {
  return useWords(room);
}
