import { defineWords, type Say, useWords } from "../../ui/words.ts";
import { sheetWordsEn } from "./sheet-words.en.ts";
import { sheetWordsFr } from "./sheet-words.fr.ts";

const room = defineWords("sheet", sheetWordsFr, sheetWordsEn);

/** Words of the printed sheet. */
export function useSheetWords(): Say<typeof sheetWordsFr> {
  return useWords(room);
}
