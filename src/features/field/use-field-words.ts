import { defineWords, type Say, useWords } from "../../ui/words.ts";
import { fieldCodesEn } from "./codes.en.ts";
import { fieldCodesFr } from "./codes.fr.ts";
import { fieldWordsEn } from "./words.en.ts";
import { fieldWordsFr } from "./words.fr.ts";

const room = defineWords("field", fieldWordsFr, fieldWordsEn);
const codes = defineWords("field-codes", fieldCodesFr, fieldCodesEn);

export type FieldSay = Say<typeof fieldWordsFr>;

/** Words of recording in the street. */
export function useFieldWords(): FieldSay {
  return useWords(room);
}

/** Words of needs (`need_…`) and orientations (`to_…`). */
export function useFieldCodes(): Say<typeof fieldCodesFr> {
  return useWords(codes);
}
