import { defineWords, type Say, useWords } from "../../ui/words.ts";
import { templateWordsEn } from "./template-words.en.ts";
import { templateWordsFr } from "./template-words.fr.ts";

const room = defineWords("templates", templateWordsFr, templateWordsEn);

/** Words of rounds that repeat weekly. */
export function useTemplateWords(): Say<typeof templateWordsFr> {
  return useWords(room);
}
