import { defineWords, type Say, useWords } from "../../ui/words.ts";
import { heatWordsEn } from "./words.en.ts";
import { heatWordsFr } from "./words.fr.ts";

const room = defineWords("heatmap", heatWordsFr, heatWordsEn);

export type HeatSay = Say<typeof heatWordsFr>;

/** Words of the map of encounters. */
export function useHeatWords(): HeatSay {
  return useWords(room);
}
