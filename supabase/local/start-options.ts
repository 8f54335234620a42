import { fail, type Outcome, succeed } from "../../src/domain/outcome.ts";
import type { GridChoice } from "./folder/folder.ts";

/** What `npm start -- …` was asked for. */
export interface StartOptions {
  readonly data: string;
  readonly port: number;
  readonly host: string;
  readonly today: string | undefined;
  readonly empty: boolean;
  readonly json: boolean;
  readonly small: boolean;
  readonly help: boolean;
  readonly grid: GridChoice | undefined;
  readonly name: string | undefined;
  readonly timeZone: string | undefined;
}

export type OptionFault = "unknown_option" | "missing_value" | "bad_value";

/** What was wrong, with the word it was found in. */
export type ReadOptions = Outcome<StartOptions, OptionFault> & { readonly word?: string };

type Draft = { -readonly [Name in keyof StartOptions]: StartOptions[Name] };

const FLAGS: Readonly<Record<string, "empty" | "json" | "small" | "help">> = {
  "--empty": "empty",
  "--json": "json",
  "--small": "small",
  "--help": "help",
};

/** Options with a value: each stores it in the draft, or says false for a value it cannot read. */
const VALUES: Readonly<Record<string, (draft: Draft, value: string) => boolean>> = {
  "--data": (draft, value) => {
    draft.data = value;
    return value !== "";
  },
  "--port": (draft, value) => {
    draft.port = Number(value);
    return /^\d{1,5}$/.test(value) && draft.port <= 65_535;
  },
  "--host": (draft, value) => {
    draft.host = value;
    return /^[0-9A-Za-z.:_-]+$/.test(value);
  },
  "--today": (draft, value) => {
    draft.today = value;
    return value === "now" || isDay(value);
  },
  "--grid": (draft, value) => {
    draft.grid = readGrid(value);
    return draft.grid !== undefined;
  },
  "--name": (draft, value) => {
    draft.name = value.trim();
    return draft.name.length > 0 && draft.name.length <= 120;
  },
  "--time-zone": (draft, value) => {
    draft.timeZone = value;
    return isTimeZone(value);
  },
};

/** Reads the words after `npm start --`; `--port 80` and `--port=80` are the same. */
export function readOptions(words: readonly string[]): ReadOptions {
  const draft: Draft = {
    data: ".repere",
    port: 8787,
    host: "127.0.0.1",
    today: undefined,
    empty: false,
    json: false,
    small: false,
    help: false,
    grid: undefined,
    name: undefined,
    timeZone: undefined,
  };
  const rest = words.flatMap((word) => splitAtEquals(word));
  while (rest.length > 0) {
    const word = rest.shift() ?? "";
    const flag = FLAGS[word];
    if (flag) {
      draft[flag] = true;
      continue;
    }
    const store = VALUES[word];
    if (!store) return { ...fail("unknown_option"), word };
    const value = rest.shift();
    if (value === undefined || value.startsWith("--")) return { ...fail("missing_value"), word };
    if (!store(draft, value)) return { ...fail("bad_value"), word: `${word} ${value}` };
  }
  return succeed(draft);
}

function splitAtEquals(word: string): string[] {
  const at = word.startsWith("--") ? word.indexOf("=") : -1;
  return at < 0 ? [word] : [word.slice(0, at), word.slice(at + 1)];
}

/** `SRID` or `SRID,dE,dN` with whole kilometres. */
export function readGrid(text: string): GridChoice | undefined {
  const found = /^(?:EPSG:)?(\d{4,6})(?:,(-?\d{1,4}),(-?\d{1,4}))?$/i.exec(text.trim());
  if (!found) return undefined;
  return { srid: Number(found[1]), offsetEKm: Number(found[2] ?? 0), offsetNKm: Number(found[3] ?? 0) };
}

function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
