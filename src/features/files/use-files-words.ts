import { defineWords, type Say, useWords } from "../../ui/words.ts";
import { codesEn } from "./codes.en.ts";
import { codesFr } from "./codes.fr.ts";
import { exportWordsEn } from "./export-words.en.ts";
import { exportWordsFr } from "./export-words.fr.ts";
import { sendWordsEn } from "./send-words.en.ts";
import { sendWordsFr } from "./send-words.fr.ts";
import { territoryWordsEn } from "./territory-words.en.ts";
import { territoryWordsFr } from "./territory-words.fr.ts";
import { filesWordsEn } from "./words.en.ts";
import { filesWordsFr } from "./words.fr.ts";

const files = defineWords("files", filesWordsFr, filesWordsEn);
const send = defineWords("files-send", sendWordsFr, sendWordsEn);
const exporting = defineWords("files-export", exportWordsFr, exportWordsEn);
const territory = defineWords("files-territory", territoryWordsFr, territoryWordsEn);
const codes = defineWords("files-codes", codesFr, codesEn);

/** Words of choosing, reading and looking at a file. */
export function useFilesWords(): Say<typeof filesWordsFr> {
  return useWords(files);
}

/** Words of sending it, of past imports and of publishing. */
export function useSendWords(): Say<typeof sendWordsFr> {
  return useWords(send);
}

/** Words of files that leave. */
export function useExportWords(): Say<typeof exportWordsFr> {
  return useWords(exporting);
}

/** Words of placing territories. */
export function useTerritoryWords(): Say<typeof territoryWordsFr> {
  return useWords(territory);
}

/** Words of the codes that reading gives: `file_…`, `row_…`, `role_…`, `out_…`, `problem_…`. */
export function useCodeWords(): Say<typeof codesFr> {
  return useWords(codes);
}
