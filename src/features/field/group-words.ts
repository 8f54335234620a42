import type { ContactGroup } from "../../domain/contact-counts.ts";
import type { AgeBand, Gender } from "../../domain/place-kind.ts";
import type { FieldSay } from "./use-field-words.ts";

/** A gender in words, as a column's head. */
export function genderInWords(gender: Gender, say: FieldSay): string {
  return gender === "?" ? say("unsaid") : say(gender);
}

/** An age band in words: "13–15 ans"; without the unit where room is scarce. */
export function ageInWords(band: AgeBand, say: FieldSay, isShort = false): string {
  if (band === "?") return say("age_unsaid");
  if (band === "18+") return say("adult");
  const range = band.replace("-", "–");
  return isShort ? range : say("age", { band: range });
}

/** A group in words: "Filles, 13–15 ans". */
export function groupInWords(
  { gender, ageBand }: Pick<ContactGroup, "gender" | "ageBand">,
  say: FieldSay,
): string {
  return `${genderInWords(gender, say)}, ${ageInWords(ageBand, say)}`;
}
