import i18next from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import { readChoice, writeChoice } from "./choices.ts";

export const LANGUAGES = ["fr", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

const CHOICE = "language";

void i18next.use(initReactI18next).init({
  lng: readChoice(CHOICE, LANGUAGES, "fr"),
  fallbackLng: "fr",
  resources: {},
  initAsync: false,
  interpolation: { escapeValue: false },
  react: { useSuspense: false, bindI18nStore: "added" },
});

if (typeof document !== "undefined") document.documentElement.lang = i18next.language;

/** The words of one room in one language, key by key; `key_one` and `key_other` are the forms of `key`. */
export type Words = Readonly<Record<string, string>>;

/** The keys that can be asked for: plural forms are asked by their stem, with `count`. */
type WordKey<W extends Words> = {
  [Key in keyof W & string]: Key extends `${infer Stem}_${"one" | "other"}` ? Stem : Key;
}[keyof W & string];

/** Says a room's word in the person's language; `{{name}}` is filled from `values`. */
export type Say<W extends Words> = (
  key: WordKey<W>,
  values?: Readonly<Record<string, string | number>>,
) => string;

/** A room's words, registered; it stands for them in `useWords`. */
export interface Room<W extends Words> {
  readonly name: string;
  readonly words: W;
}

/**
 * Registers a room's words. English must hold the keys of French, no more, no less (a test holds it for every
 * room).
 */
export function defineWords<const W extends Words>(
  name: string,
  fr: W,
  en: Readonly<Record<keyof W, string>>,
): Room<W> {
  i18next.addResourceBundle("fr", name, fr);
  i18next.addResourceBundle("en", name, en);
  return { name, words: fr };
}

/** Says a room's words in the language in use. */
export function useWords<W extends Words>(room: Room<W>): Say<W> {
  const { t } = useTranslation(room.name);
  return t as unknown as Say<W>;
}

/** The language now in use, and how to change it; the choice stays on this device. */
export function useLanguage(): [Language, (language: Language) => void] {
  const { i18n } = useTranslation();
  const change = (language: Language) => {
    writeChoice(CHOICE, language);
    document.documentElement.lang = language;
    void i18n.changeLanguage(language);
  };
  return [i18n.language === "en" ? "en" : "fr", change];
}
