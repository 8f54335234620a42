import { defineWords, type Say, useWords } from "../../ui/words.ts";
import { exportWordsEn } from "./export-words.en.ts";
import { exportWordsFr } from "./export-words.fr.ts";

const exporting = defineWords("mobility-export", exportWordsFr, exportWordsEn);

/** Words of files and figures that leave *Mobilités*. */
export function useExportWords(): Say<typeof exportWordsFr> {
  return useWords(exporting);
}
