import { defineWords, type Say, useWords } from "../../ui/words.ts";
import { attackWordsEn } from "./attack-words.en.ts";
import { attackWordsFr } from "./attack-words.fr.ts";

const room = defineWords("protection-attacks", attackWordsFr, attackWordsEn);

/** Words of the attack report. */
export function useAttackWords(): Say<typeof attackWordsFr> {
  return useWords(room);
}
