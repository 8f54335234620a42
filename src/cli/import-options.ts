import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { PLACE_KINDS } from "../domain/place-kind.ts";
import { SLOTS } from "../domain/slot.ts";
import { namedFormat } from "../exchange/date-format.ts";
import type { Settled } from "../exchange/detect.ts";
import type { OpenChoices } from "../exchange/open-file.ts";
import { DELIMITERS, ENCODINGS } from "../exchange/table.ts";
import { CliError } from "./cli-error.ts";
import { choicesIn, type MapFile, mapFileOf } from "./map-file.ts";

export const IMPORT_HELP = `npm run import -- FILE --as EMAIL [options]
npm run import -- FILE --dry-run [options]

Reads a CSV, XLSX or GeoJSON file here, and sends cells and codes: no coordinate, no name, no text.
  --dry-run            only say what would be sent; needs no server and no account
  --as EMAIL           account of a lead, for whose team the records are
  --data DIR           data folder (default .repere), through the server that holds it
  --url URL            a back end elsewhere; its password in REPERE_PASSWORD
  --map FILE           JSON: {"columns": {"name of a column": "role"}, "srid": 2154, "slot": "evening", …}
  --srid N             coordinate system of the file (EPSG)
  --date-format F      YYYY-MM-DD, DD/MM/YYYY, MM/DD/YYYY, YYYYMMDD, excel-1900, excel-1904, epoch-s, epoch-ms
  --slot S             morning, afternoon, evening or night, for rows with neither time nor slot (default evening)
  --place-kind K       wandering, activity or living, for rows that tell none (default wandering)
  --recorder COLUMN    column that says who recorded a row; counts once the dpo approves it
  --encoding E --delimiter D --sheet S
  --grid SRID[,dE,dN]  with --dry-run: the grid, offsets in km (default 3035)
  --time-zone Z        with --dry-run: time zone (default Europe/Paris)
  --today DATE         with --dry-run: the day of the service clock
  --json               the result alone on standard output
`;

/** What the command was asked to do. */
export interface ImportOptions {
  readonly file: string;
  readonly json: boolean;
  readonly dryRun: boolean;
  readonly target: {
    readonly as: string | undefined;
    readonly data: string | undefined;
    readonly url: string | undefined;
  };
  readonly grid: string | undefined;
  readonly timeZone: string;
  readonly today: string;
  readonly choices: OpenChoices;
  readonly settled: Settled;
  readonly recorder: string | undefined;
  readonly map: MapFile;
}

const TEXT = { type: "string" } as const;
const FLAG = { type: "boolean", default: false } as const;

/** Parses the command line and reads its map file; CliError `bad_option` names what is wrong. Undefined asks for help. */
export async function importOptions(args: readonly string[]): Promise<ImportOptions | undefined> {
  const { values, positionals } = parsed(args);
  if (values.help) return undefined;
  const [file] = positionals;
  if (file === undefined || positionals.length > 1)
    throw new CliError("no_file", positionals.slice(1).join(" "));
  const map = values.map === undefined ? {} : await readMap(values.map);
  const today = values.today ?? new Date().toISOString().slice(0, 10);
  if (!/^\d{4}-\d\d-\d\d$/.test(today) || Number.isNaN(Date.parse(today)))
    throw new CliError("bad_option", "--today");
  return {
    file,
    json: values.json,
    dryRun: values["dry-run"],
    target: { as: values.as, data: values.data, url: values.url },
    grid: values.grid,
    timeZone: timeZoneOf(values["time-zone"] ?? "Europe/Paris"),
    today,
    choices: choicesOf(values, map),
    settled: settledOf(values, map),
    recorder: values.recorder,
    map,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...{ as: TEXT, data: TEXT, url: TEXT, map: TEXT, srid: TEXT, grid: TEXT, today: TEXT },
        ...{ "date-format": TEXT, slot: TEXT, "place-kind": TEXT, recorder: TEXT, "time-zone": TEXT },
        ...{ encoding: TEXT, delimiter: TEXT, sheet: TEXT },
        ...{ "dry-run": FLAG, json: FLAG, help: { ...FLAG, short: "h" } },
      },
    });
  } catch (error) {
    throw new CliError("bad_option", error instanceof Error ? error.message : "");
  }
}

type Values = ReturnType<typeof parsed>["values"];

function settledOf(values: Values, map: MapFile): Settled {
  const format = values["date-format"] === undefined ? undefined : namedFormat(values["date-format"]);
  if (values["date-format"] !== undefined && !format) throw new CliError("bad_option", "--date-format");
  const srid = values.srid === undefined ? undefined : Number(values.srid.replace(/^EPSG:/i, ""));
  if (srid !== undefined && !Number.isInteger(srid)) throw new CliError("bad_option", "--srid");
  const slot = oneOf(SLOTS, values.slot, "--slot");
  const placeKind = oneOf(PLACE_KINDS, values["place-kind"], "--place-kind");
  return {
    ...choicesIn(map),
    ...(format && { dateFormat: format }),
    ...(srid !== undefined && { srid }),
    ...(slot && { slot }),
    ...(placeKind && { placeKind }),
  };
}

function choicesOf(values: Values, map: MapFile): OpenChoices {
  const encoding = oneOf(ENCODINGS, values.encoding ?? map.encoding, "--encoding");
  const delimiter = oneOf(
    DELIMITERS,
    (values.delimiter ?? map.delimiter)?.replace(/^\\t$|^tab$/i, "\t"),
    "--delimiter",
  );
  const sheet = values.sheet ?? map.sheet;
  const number = Number(sheet);
  return {
    ...(encoding && { encoding }),
    ...(delimiter && { delimiter }),
    ...(sheet !== undefined && { sheet: Number.isInteger(number) && number > 0 ? number : sheet }),
  };
}

function oneOf<Value extends string>(list: readonly Value[], given: string | undefined, option: string) {
  if (given === undefined) return undefined;
  const found = list.find((each) => each === given);
  if (found === undefined) throw new CliError("bad_option", option);
  return found;
}

function timeZoneOf(name: string): string {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return name;
  } catch {
    throw new CliError("bad_option", "--time-zone");
  }
}

async function readMap(file: string): Promise<MapFile> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new CliError("unreadable_file", file);
  });
  return mapFileOf(text);
}
