import { plainWords } from "./plain-words.ts";

/** First letters of the months' names, French and English, long enough to tell them apart. */
const MONTHS: readonly (readonly string[])[] = [
  ["janv", "jan"],
  ["fevr", "fev", "feb"],
  ["mars", "mar"],
  ["avril", "avr", "apr"],
  ["mai", "may"],
  ["juin", "jun"],
  ["juil", "jul"],
  ["aout", "aou", "aug"],
  ["sept", "sep"],
  ["oct"],
  ["nov"],
  ["dec"],
];

/** The month (1–12) that a word names, or undefined. */
export function monthOf(word: string): number | undefined {
  if (/^\d/.test(word)) return undefined;
  const plain = plainWords(word);
  const at = MONTHS.findIndex((starts) => starts.some((start) => plain.startsWith(start)));
  return at < 0 ? undefined : at + 1;
}
