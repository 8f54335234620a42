import { defineWords, useWords } from "../../ui/words.ts";
import { profileWordsEn } from "./profile-words.en.ts";
import { profileWordsFr } from "./profile-words.fr.ts";

const room = defineWords("mobility-profile", profileWordsFr, profileWordsEn);

/** Words of the profile by day of the week and slot. */
export function useProfileWords() {
  return useWords(room);
}
