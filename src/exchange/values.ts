import {
  AGE_BANDS,
  type AgeBand,
  type Gender,
  PLACE_KINDS,
  type PlaceKind,
  VISIT_OUTCOMES,
  type VisitOutcome,
} from "../domain/place-kind.ts";
import { SLOTS, type Slot } from "../domain/slot.ts";
import { plainWords } from "./plain-words.ts";
import { type CellValue, textOf } from "./table.ts";

/** Words, French and English, that mean a value; the first pattern that matches wins. */
type Vocabulary<Value> = readonly (readonly [RegExp, Value])[];

const SLOT_WORDS: Vocabulary<Slot> = [
  [/\b(apres midi|afternoon|pm|journee)\b/, "afternoon"],
  [/\b(matin|matinee|morning|am)\b/, "morning"],
  [/\b(soir|soiree|evening)\b/, "evening"],
  [/\b(nuit|night|nocturne)\b/, "night"],
];

const PLACE_WORDS: Vocabulary<PlaceKind> = [
  [/\b(vie|living|squat|bidonville|campement|encampment|hotel|hebergement)\b/, "living"],
  [/\b(activite|activity|travail|vente|mendicite)\b/, "activity"],
  [/\b(errance|wandering|rue|street|gare)\b/, "wandering"],
];

const GENDER_WORDS: Vocabulary<Gender> = [
  [/^(f|fille|filles|femme|femmes|feminin|girl|girls|female|woman|women)$/, "girl"],
  [/^(m|g|h|garcon|garcons|homme|hommes|masculin|boy|boys|male|man|men)$/, "boy"],
  [/^(autre|other|x|nb|non binaire|non binary|trans)$/, "other"],
  [/^(inconnu|inconnue|unknown|nsp|nr|na|non renseigne|indetermine)$/, "?"],
];

const OUTCOME_WORDS: Vocabulary<VisitOutcome> = [
  [/\b(evitee?s?|avoided|fuite|refus|vus? sans contact|seen avoided)\b/, "seen_avoided"],
  [/\b(non atteinte?s?|pas atteinte?s?|inaccessible|not reached|annulee?)\b/, "not_reached"],
  [/\b(personne|aucune?s?|nobody|none|vide|rien|neant)\b/, "nobody"],
  [/\b(rencontree?s?|rencontre|met|contact|vue?s?)\b/, "met"],
];

/** The slot that a word names, or undefined. */
export const slotIn = (value: CellValue | undefined) => meaning(value, SLOTS, SLOT_WORDS);
/** The place kind that a word names, or undefined. */
export const placeKindIn = (value: CellValue | undefined) => meaning(value, PLACE_KINDS, PLACE_WORDS);
/** The gender that a word names, or undefined. */
export const genderIn = (value: CellValue | undefined) => meaning(value, [], GENDER_WORDS);
/** The outcome that a word names, or undefined. */
export const outcomeIn = (value: CellValue | undefined) => meaning(value, VISIT_OUTCOMES, OUTCOME_WORDS);

function meaning<Value extends string>(
  value: CellValue | undefined,
  codes: readonly Value[],
  words: Vocabulary<Value>,
): Value | undefined {
  const text = textOf(value).toLowerCase();
  const code = codes.find((each) => each === text);
  if (code) return code;
  const plain = plainWords(text);
  return plain === "" ? undefined : words.find(([pattern]) => pattern.test(plain))?.[1];
}

/** Yes or no: `oui`, `true`, `1`, `x`… */
export function booleanIn(value: CellValue | undefined): boolean | undefined {
  if (typeof value === "boolean") return value;
  const plain = plainWords(textOf(value));
  if (/^(oui|o|vrai|true|yes|y|1|x)$/.test(plain)) return true;
  return /^(non|n|faux|false|no|0)$/.test(plain) ? false : undefined;
}

/** Upper ends of the age bands, in years. */
const BAND_ENDS: readonly (readonly [number, AgeBand])[] = [
  [5, "0-5"],
  [9, "6-9"],
  [12, "10-12"],
  [15, "13-15"],
  [17, "16-17"],
  [120, "18+"],
];

/** The band of an age in years (0–120), or undefined. */
function bandOf(years: number): AgeBand | undefined {
  return years >= 0 ? BAND_ENDS.find(([end]) => years <= end)?.[1] : undefined;
}

/** The age band of `15`, `15 ans`, `13-15`, `16/17 ans`, `majeur`; a span over two bands is unknown (`?`). */
export function ageBandIn(value: CellValue | undefined): AgeBand | undefined {
  const text = textOf(value).toLowerCase();
  const code = AGE_BANDS.find((each) => each === text);
  if (code) return code;
  if (/\b(majeur|majeure|adulte|adult)\b/.test(text) || /^(\+ ?18|18 ?(ans )?(\+|et plus))/.test(text))
    return "18+";
  if (/\b(inconnu|unknown|nsp|mineur|mineure)\b/.test(text)) return "?";
  const [from, to] = text.match(/\d+/g)?.map(Number) ?? [];
  if (from === undefined) return undefined;
  const [first, last] = [bandOf(from), bandOf(to ?? from)];
  if (first === undefined || last === undefined) return undefined;
  return first === last ? first : "?";
}

/** Minutes of `45`, `45 min`, `1h30`, `01:30`, `2 h`; undefined where the text is none or over a day. */
export function minutesIn(value: CellValue | undefined): number | undefined {
  const text = textOf(value).toLowerCase().replace(",", ".");
  const clock = /^(\d{1,2}) ?(?:h|:|heures?) ?(\d{1,2})?(?: ?min\w*|:00)?$/.exec(text);
  const plain = /^(\d+(?:\.\d+)?) ?(?:min\w*|')?$/.exec(text);
  const minutes = clock
    ? Number(clock[1]) * 60 + Number(clock[2] ?? 0)
    : plain
      ? Number(plain[1])
      : Number.NaN;
  return minutes >= 0 && minutes <= 1440 ? Math.round(minutes) : undefined;
}
