import { defineWords, type Say, useWords } from "../../ui/words.ts";
import { proposalWordsEn } from "./proposal-words.en.ts";
import { proposalWordsFr } from "./proposal-words.fr.ts";

const room = defineWords("proposal", proposalWordsFr, proposalWordsEn);

/** Words of proposing a week. */
export function useProposalWords(): Say<typeof proposalWordsFr> {
  return useWords(room);
}
