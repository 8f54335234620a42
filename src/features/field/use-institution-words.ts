import { useCallback } from "react";
import { quarterOf } from "../../domain/institution.ts";
import { defineWords, type Say, useWords } from "../../ui/words.ts";
import { institutionWordsEn } from "./institution-words.en.ts";
import { institutionWordsFr } from "./institution-words.fr.ts";

const room = defineWords("field-institutions", institutionWordsFr, institutionWordsEn);

/** Words of contacts in institutions. */
export function useInstitutionWords(): Say<typeof institutionWordsFr> {
  return useWords(room);
}

/** Says a quarter by its first day: 3e trimestre 2026. */
export function useSayQuarter(): (day: string) => string {
  const say = useInstitutionWords();
  return useCallback(
    (day) => {
      const { nth, year } = quarterOf(day);
      const number = ([1, 2, 3, 4] as const).find((each) => each === nth) ?? 1;
      return say("quarterOf", { nth: say(`nth_${number}`), year: String(year) });
    },
    [say],
  );
}
