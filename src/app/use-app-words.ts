import { defineWords, type Say, useWords } from "../ui/words.ts";
import { appWordsEn } from "./words.en.ts";
import { appWordsFr } from "./words.fr.ts";

const room = defineWords("app", appWordsFr, appWordsEn);

/** Words of the frame. */
export function useAppWords(): Say<typeof appWordsFr> {
  return useWords(room);
}
