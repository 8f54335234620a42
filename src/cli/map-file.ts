import { PLACE_KINDS } from "../domain/place-kind.ts";
import { SLOTS } from "../domain/slot.ts";
import { namedFormat } from "../exchange/date-format.ts";
import type { Settled } from "../exchange/detect.ts";
import { DECIMAL_MARKS } from "../exchange/numbers.ts";
import { COLUMN_ROLES, type ColumnRole } from "../exchange/roles.ts";
import { CliError } from "./cli-error.ts";

/** A map file: the choices of `Mapping`, each of them optional, and how the file is cut. */
export interface MapFile {
  /** Column → role or `ignore`; also read the other way round, role → column. */
  readonly columns?: Readonly<Record<string, string>>;
  readonly headerLine?: number | null;
  readonly dateFormat?: string;
  readonly decimal?: string;
  readonly srid?: number;
  readonly isSwapped?: boolean;
  readonly usesClock?: boolean;
  readonly slot?: string;
  readonly placeKind?: string;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly sheet?: string;
  /** Name of a territory → its cell (a number or an INSPIRE name), or null: its rows stay behind. */
  readonly territories?: Readonly<Record<string, number | string | null>>;
}

const KINDS: Readonly<Record<keyof MapFile, readonly string[]>> = {
  columns: ["object"],
  headerLine: ["number", "null"],
  dateFormat: ["string"],
  decimal: ["string"],
  srid: ["number"],
  isSwapped: ["boolean"],
  usesClock: ["boolean"],
  slot: ["string"],
  placeKind: ["string"],
  encoding: ["string"],
  delimiter: ["string"],
  sheet: ["string", "number"],
  territories: ["object"],
};

/** Reads a map file's text; CliError `bad_option` names the key that is unknown or of the wrong kind. */
export function mapFileOf(text: string): MapFile {
  const parsed = jsonOf(text);
  if (kindOf(parsed) !== "object") throw new CliError("bad_option", "--map");
  const map = parsed as Record<string, unknown>;
  for (const [key, value] of Object.entries(map)) {
    const kinds = Object.hasOwn(KINDS, key) ? KINDS[key as keyof MapFile] : [];
    if (!kinds.includes(kindOf(value))) throw new CliError("bad_option", `--map ${key}`);
  }
  const columns = map["columns"] ?? {};
  if (Object.values(columns).some((role) => typeof role !== "string"))
    throw new CliError("bad_option", "--map columns");
  return map["sheet"] === undefined ? (map as MapFile) : ({ ...map, sheet: String(map["sheet"]) } as MapFile);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

/** The settled choices of a map file, its columns left aside. */
export function choicesIn({ headerLine, srid, isSwapped, usesClock, ...named }: MapFile): Settled {
  const dateFormat = wordIn("dateFormat", named.dateFormat, namedFormat);
  const decimal = wordIn("decimal", named.decimal, (word) => DECIMAL_MARKS.find((mark) => mark === word));
  const slot = wordIn("slot", named.slot, (word) => SLOTS.find((each) => each === word));
  const placeKind = wordIn("placeKind", named.placeKind, (word) => PLACE_KINDS.find((each) => each === word));
  return {
    ...(headerLine !== undefined && { headerLine }),
    ...(srid !== undefined && { srid }),
    ...(isSwapped !== undefined && { isSwapped }),
    ...(usesClock !== undefined && { usesClock }),
    ...(dateFormat && { dateFormat }),
    ...(decimal && { decimal }),
    ...(slot && { slot }),
    ...(placeKind && { placeKind }),
  };
}

function wordIn<Value>(
  key: string,
  word: string | undefined,
  find: (word: string) => Value | undefined,
): Value | undefined {
  if (word === undefined) return undefined;
  const found = find(word);
  if (found === undefined) throw new CliError("bad_option", `--map ${key}`);
  return found;
}

/** Detected columns with those of a map file, and a recorder column, put over them: a role has one column. */
export function columnsIn(
  detected: Readonly<Record<string, ColumnRole>>,
  names: readonly string[],
  map: MapFile,
  recorder: string | undefined,
): Record<string, ColumnRole> {
  const wanted = Object.entries({
    ...map.columns,
    ...(recorder !== undefined && { [recorder]: "recorder" }),
  });
  let columns: Record<string, ColumnRole> = { ...detected };
  for (const [key, value] of wanted) {
    const [column, role] = names.includes(key) ? [key, value] : [value, key];
    const known = COLUMN_ROLES.find((each) => each === role);
    if (!names.includes(column) || (!known && role !== "ignore"))
      throw new CliError("bad_mapping", `${key}: ${value}`);
    columns = Object.fromEntries(
      Object.entries(columns).filter(([name, taken]) => name !== column && taken !== known),
    );
    if (known) columns[column] = known;
  }
  return columns;
}
