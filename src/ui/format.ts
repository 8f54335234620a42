import { type Language, useLanguage } from "./words.ts";

/** Numbers, days and times in the person's language. Days are `YYYY-MM-DD`; no time zone moves them. */
export interface Format {
  /** A number with the language's separators. */
  readonly number: (value: number) => string;
  /** A number with so many decimals, zeros too: figures of one column stand under each other. */
  readonly fixed: (value: number, decimals: number) => string;
  /** 85 % of a share of 0.85, without decimals */
  readonly percent: (share: number) => string;
  /** 7 septembre 2026 */
  readonly day: (day: string) => string;
  /** 7 sept. 2026 */
  readonly shortDay: (day: string) => string;
  /** du 7 septembre au 4 octobre 2026 / 7 September to 4 October 2026 */
  readonly dayRange: (from: string, to: string) => string;
  /** 7 sept. – 4 oct. 2026 */
  readonly shortRange: (from: string, to: string) => string;
  /** 22 h 40 in French, 22:40 in English; an instant is read on the wall clock of `timeZone`. */
  readonly time: (instant: string | number | Date, timeZone?: string) => string;
  /** lundi 7 septembre / Monday 7 September */
  readonly weekday: (day: string) => string;
  /** lundi 7 / Monday 7 */
  readonly plainWeekday: (day: string) => string;
  /** lun. 7 / Mon 7 */
  readonly shortWeekday: (day: string) => string;
  /** 22 h 40 in French, 22:40 in English, of minutes after midnight; beyond 24 h it goes on at 0. */
  readonly clock: (minutes: number) => string;
  /** 7 sept. 2026, 22 h 40 */
  readonly moment: (instant: string | number | Date, timeZone?: string) => string;
}

const LOCALE = { fr: "fr-FR", en: "en-GB" } as const;

/** Builds the formats of a language; pure, and kept by `useFormat`. */
export function formatFor(language: Language): Format {
  const locale = LOCALE[language];
  const numbers = new Intl.NumberFormat(locale);
  const percents = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  const long = dayFormat(locale, "long");
  const short = dayFormat(locale, "short");
  const weekdays = new Intl.DateTimeFormat(locale, {
    weekday: "long",
    day: "numeric",
    month: "long",
    timeZone: "UTC",
  });
  const plainWeekdays = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", timeZone: "UTC" });
  const shortWeekdays = new Intl.DateTimeFormat(locale, {
    weekday: "short",
    day: "numeric",
    timeZone: "UTC",
  });
  // French says the first of a month as an ordinal; English puts a comma that a calendar has no room for.
  const ordinal = (day: string) =>
    language === "fr" ? day.replace(/(^|\s)1(?=\s|$)/, "$11er") : day.replace(",", "");
  const separator = language === "fr" ? "\u00a0h\u00a0" : ":";
  const time = (instant: string | number | Date, timeZone?: string) => {
    const parts = clock(locale, timeZone).formatToParts(new Date(instant));
    const part = (type: "hour" | "minute") => parts.find((each) => each.type === type)?.value ?? "";
    return `${part("hour")}${separator}${part("minute")}`;
  };
  return {
    number: (value) => numbers.format(value),
    fixed: (value, decimals) => fixedOf(locale, decimals).format(value),
    percent: (share) => percents.format(share),
    day: (day) => long.format(atNoon(day)),
    shortDay: (day) => short.format(atNoon(day)),
    dayRange: (from, to) => {
      const range = `${withoutSharedYear(long, from, to)} ${language === "fr" ? "au" : "to"} ${long.format(atNoon(to))}`;
      return language === "fr" ? `du ${range}` : range;
    },
    shortRange: (from, to) => short.formatRange(atNoon(from), atNoon(to)),
    weekday: (day) => ordinal(weekdays.format(atNoon(day))),
    plainWeekday: (day) => ordinal(plainWeekdays.format(atNoon(day))),
    shortWeekday: (day) => ordinal(shortWeekdays.format(atNoon(day))),
    clock: (minutes) => {
      const hour = String(Math.floor(minutes / 60) % 24);
      const rest = String(Math.floor(minutes % 60)).padStart(2, "0");
      return `${language === "fr" ? hour : hour.padStart(2, "0")}${separator}${rest}`;
    },
    time,
    moment: (instant, timeZone) =>
      `${momentDay(locale, timeZone).format(new Date(instant))}, ${time(instant, timeZone)}`,
  };
}

const fixedKept = new Map<string, Intl.NumberFormat>();

function fixedOf(locale: string, decimals: number): Intl.NumberFormat {
  const name = `${locale} ${decimals}`;
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  const kept = fixedKept.get(name) ?? new Intl.NumberFormat(locale, digits);
  fixedKept.set(name, kept);
  return kept;
}

const known = new Map<Language, Format>();

/** The formats of the language in use. */
export function useFormat(): Format {
  const [language] = useLanguage();
  const kept = known.get(language) ?? formatFor(language);
  known.set(language, kept);
  return kept;
}

function atNoon(day: string): Date {
  return new Date(`${day}T12:00:00Z`);
}

function dayFormat(locale: string, month: "long" | "short") {
  return new Intl.DateTimeFormat(locale, { day: "numeric", month, year: "numeric", timeZone: "UTC" });
}

function withoutSharedYear(format: Intl.DateTimeFormat, from: string, to: string): string {
  if (from.slice(0, 4) !== to.slice(0, 4)) return format.format(atNoon(from));
  return format
    .formatToParts(atNoon(from))
    .filter((part) => part.type !== "year")
    .map((part) => part.value)
    .join("")
    .trim();
}

function clock(locale: string, timeZone: string | undefined) {
  return new Intl.DateTimeFormat(locale, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    ...(timeZone ? { timeZone } : {}),
  });
}

function momentDay(locale: string, timeZone: string | undefined) {
  return new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "short",
    year: "numeric",
    ...(timeZone ? { timeZone } : {}),
  });
}
