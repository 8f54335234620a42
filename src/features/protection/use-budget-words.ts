import { defineWords, type Say, useWords } from "../../ui/words.ts";
import { budgetWordsEn } from "./budget-words.en.ts";
import { budgetWordsFr } from "./budget-words.fr.ts";

const room = defineWords("protection-budget", budgetWordsFr, budgetWordsEn);

/** Words of the privacy budget. */
export function useBudgetWords(): Say<typeof budgetWordsFr> {
  return useWords(room);
}
