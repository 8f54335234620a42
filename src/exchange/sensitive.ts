import type { LeftOutReason } from "./errors.ts";
import { plainWords } from "./plain-words.ts";

/** Header words of columns that stay on the device whatever they hold. */
const HEADERS: readonly (readonly [RegExp, LeftOutReason])[] = [
  [/\b(naissance|birth\w*|dob|ddn|nee? le|ne e le)\b/, "birth_date"],
  [/\b(e ?mail|mail|courriel|mel)\b/, "email"],
  [/\b(tel|telephone|phone|mobile|portable|gsm|whatsapp|numero de tel\w*)\b/, "phone"],
  [
    /\b(noms?|prenoms?|names?|surname|firstname|lastname|initiales?|pseudo\w*|surnom|alias|identite|identity|auteure?|author|cree par|creee par|created by|saisie? par|submitted by|personne suivie|usager\w*)\b/,
    "name",
  ],
  [
    /\b(comment\w*|remarques?|remarks?|notes?|descriptions?|recit|details?|precisions?|texte?|adresses?|address|ambiance|observations? libres?)\b/,
    "free_text",
  ],
  [/\b(equipe|team)\b/, "team"],
  [/^[xy]\b|\b[xy]$/, "coordinates"],
  [/\b(lat|latitude|lon|lng|longitude|gps|coord\w*|geom\w*|easting|northing|altitude|wkt)\b/, "coordinates"],
];

const EMAIL = /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i;
const PHONE = /^(?:\+|00)?\(?\d[\d\s().-]{7,18}\d$/;
/** Four decimals and more: degrees to 11 m, or metres. */
const PRECISE = /^-?\d{1,8}[.,]\d{4,}$/;
const FULL_NAME =
  /^\p{Lu}[\p{L}'’.-]*(?: (?:\p{Lu}[\p{L}'’.-]*|de|da|al|ben|el|du|van))*(?: \p{Lu}[\p{L}'’.-]+)$/u;

/** Why a column must stay, by its header and some of its texts; undefined where nothing speaks against it. */
export function sensitivityOf(header: string, texts: readonly string[]): LeftOutReason | undefined {
  const plain = plainWords(header);
  return HEADERS.find(([pattern]) => pattern.test(plain))?.[1] ?? contentOf(texts);
}

function contentOf(texts: readonly string[]): LeftOutReason | undefined {
  if (shareOf(texts, (text) => EMAIL.test(text)) >= 0.3) return "email";
  if (shareOf(texts, isPhone) >= 0.6) return "phone";
  if (shareOf(texts, (text) => PRECISE.test(text)) >= 0.8) return "coordinates";
  const distinct = new Set(texts).size;
  if (
    distinct >= 3 &&
    shareOf(texts, (text) => FULL_NAME.test(text)) >= 0.7 &&
    distinct > texts.length * 0.3
  ) {
    return "name";
  }
  const isWordy = shareOf(texts, (text) => text.length > 60 || text.split(" ").length > 6) >= 0.2;
  return isWordy ? "free_text" : undefined;
}

/** Nine to fifteen digits written as a telephone number is: with a leading 0 or +, not as a decimal. */
function isPhone(text: string): boolean {
  const digits = text.replace(/\D/g, "");
  const isLong = digits.length >= 9 && digits.length <= 15;
  return isLong && PHONE.test(text) && /^(\+|0|\()/.test(text) && !/^\d+\.\d+$/.test(text);
}

function shareOf(texts: readonly string[], test: (text: string) => boolean): number {
  return texts.length === 0 ? 0 : texts.filter(test).length / texts.length;
}
