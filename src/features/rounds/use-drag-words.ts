import { defineWords, type Say, useWords } from "../../ui/words.ts";
import { dragWordsEn } from "./drag-words.en.ts";
import { dragWordsFr } from "./drag-words.fr.ts";

const room = defineWords("drag", dragWordsFr, dragWordsEn);

export type DragSay = Say<typeof dragWordsFr>;

/** Words of moving things on the calendar. */
export function useDragWords(): DragSay {
  return useWords(room);
}
