import { defineWords, type Say, useWords } from "../../ui/words.ts";
import { policyWordsEn } from "./policy-words.en.ts";
import { policyWordsFr } from "./policy-words.fr.ts";

const room = defineWords("protection-policy", policyWordsFr, policyWordsEn);

/** Words of the policy: its fields, its figures, its versions. */
export function usePolicyWords(): Say<typeof policyWordsFr> {
  return useWords(room);
}
