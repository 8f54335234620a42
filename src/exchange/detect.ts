import { assignRoles, type RoleContext } from "./assign-roles.ts";
import { type DateContext, type FoundFormat, findDateFormat } from "./date-format.ts";
import { momentOf } from "./dates.ts";
import { type FoundCrs, findCrs } from "./find-crs.ts";
import { withFormStart } from "./form-start.ts";
import { POINT_COLUMNS } from "./geojson.ts";
import { isMetric } from "./grid-truth.ts";
import { type Column, type Table, textsOf, valuesOf } from "./header.ts";
import { teamIsPlace, withMano } from "./mano.ts";
import {
  type Detected,
  type DetectedColumn,
  type Mapping,
  type Problem,
  roleIn,
  type Setting,
} from "./mapping.ts";
import { type DecimalMark, decimalMarkOf } from "./numbers.ts";
import { countedBy } from "./read-facts.ts";
import { isGroupedPair, isNamedPlace, type Marks, placeRoleOf, samplePoint } from "./read-place.ts";
import type { ColumnRole } from "./roles.ts";
import { sensitivityOf } from "./sensitive.ts";
import type { RawTable } from "./table.ts";
import { isAnswered, type Territory, territoriesIn } from "./territories.ts";

/** Rows that must share one clock time before it is taken for a day written as a moment (`12:00` everywhere). */
const SAME_CLOCK_ROWS = 5;

/** What a person has settled: detection fills in the rest around it. */
export type Settled = Partial<Mapping>;

/** Looks at a table and proposes how to read it; what is `settled` is kept as it is. */
export async function detectTable(
  raw: RawTable,
  table: Table,
  setting: Setting,
  settled: Settled = {},
): Promise<Detected> {
  const decimal = settled.decimal ?? decimalOf(table);
  const dates: DateContext = {
    timeZone: setting.timeZone,
    today: setting.today,
    isFrench: isFrench(raw, decimal),
  };
  const roles = settled.columns ?? proposedColumns(table, { dates, decimal, grid: setting.grid });
  const date = columnOf(table, roles, "date");
  const format = date && findDateFormat(valuesOf(table, date), dates);
  const isGrouped = settled.isGrouped ?? (decimal === "." && isGroupedFile(table, roles));
  const crs = await crsFor(raw, table, roles, { decimal, isGrouped }, setting);
  const mapping = mappingFrom(settled, {
    headerLine: table.headerLine,
    columns: roles,
    dateFormat: format?.format ?? "YYYY-MM-DD",
    isDateAmbiguous: settled.dateFormat === undefined && (format?.isAmbiguous ?? false),
    usesClock: date !== undefined && tellsTime(table, date, format, setting.timeZone),
    decimal,
    ...(isGrouped && { isGrouped }),
    srid: crs.fitting[0]?.srid ?? null,
    isSwapped: swappedOf(crs, settled.srid),
    slot: null,
    placeKind: "wandering",
  });
  const named = columnOf(table, roles, "territory");
  const territories = named ? territoriesIn(table.rows, named) : [];
  return {
    kind: raw.kind,
    encoding: raw.encoding,
    delimiter: raw.delimiter,
    rows: table.rows.length,
    columns: table.columns.map((column) => columnSeen(table, column, roles)),
    mapping,
    possibleSrids: [...new Set(crs.fitting.map(({ srid }) => srid))],
    problems: problemsOf(table, mapping, crs, setting, territories),
    territories,
  };
}

/** Header and contents first; then what Mano's exports and forms that note their start tell besides. */
function proposedColumns(table: Table, context: RoleContext): Mapping["columns"] {
  const columns = withMano(table, Object.fromEntries(assignRoles(table, context)));
  return withFormStart(table, columns, context.dates.timeZone);
}

function isGroupedFile(table: Table, roles: Mapping["columns"]): boolean {
  const [x, y] = [columnOf(table, roles, "x"), columnOf(table, roles, "y")];
  return x !== undefined && y !== undefined && isGroupedPair([...textsOf(table, x), ...textsOf(table, y)]);
}

/** What was found, with what a person settled in its place; header and ambiguity are found, never settled. */
function mappingFrom(settled: Settled, found: Mapping): Mapping {
  const { headerLine, isDateAmbiguous } = found;
  const chosen = Object.fromEntries(
    Object.entries(settled).filter(([, value]) => value !== undefined && value !== null),
  );
  return { ...found, ...chosen, headerLine, isDateAmbiguous };
}

function columnOf(table: Table, roles: Mapping["columns"], role: ColumnRole): Column | undefined {
  return table.columns.find(({ name }) => roleIn(roles, name) === role);
}

/** The decimal mark of all columns together: a file has one. */
function decimalOf(table: Table): DecimalMark {
  return decimalMarkOf(table.columns.flatMap((column) => textsOf(table, column).slice(0, 200))).mark;
}

/** Whether nobody would write the month first here: decimal commas, semicolons, accents in the header. */
function isFrench(raw: RawTable, decimal: DecimalMark): boolean {
  const words = raw.rows.slice(0, 5).flatMap(({ cells }) => cells.filter((cell) => typeof cell === "string"));
  return decimal === "," || raw.delimiter === ";" || words.some((word) => FRENCH.test(word));
}

const FRENCH = /[éèêàçôûî]|\b(lieu|heure|nombre|jeunes?|equipe|sexe|maraude|jour)\b/i;

/** Whether the dates carry a time of day that differs between rows: noon or midnight everywhere tells nothing. */
function tellsTime(table: Table, date: Column, format: FoundFormat | undefined, timeZone: string): boolean {
  if (!format?.hasTime) return false;
  const moments = valuesOf(table, date).map((value) => momentOf(value, format.format, timeZone));
  const timed = moments.filter((moment) => moment !== undefined && moment.hour !== null);
  const clocks = new Set(timed.map((moment) => (moment?.isFullHour ? moment.hour : "odd")));
  return timed.length < SAME_CLOCK_ROWS || clocks.size > 1 || clocks.has("odd");
}

const NONE: FoundCrs = { fitting: [], isAmbiguous: false };

async function crsFor(
  raw: RawTable,
  table: Table,
  roles: Mapping["columns"],
  marks: Marks,
  setting: Setting,
): Promise<FoundCrs> {
  const role = placeRoleOf(roles);
  if (role === null || isNamedPlace(role) || !isMetric(setting.grid.proj4)) return NONE;
  const columns = new Map(table.columns.map((column) => [roleIn(roles, column.name), column]));
  const step = Math.max(1, Math.floor(table.rows.length / 200));
  const samples = table.rows
    .filter((_, at) => at % step === 0)
    .map((row) => samplePoint(role, (each) => row.cells[columns.get(each)?.index ?? -1], marks))
    .filter((sample) => sample !== undefined);
  if (samples.length === 0) return NONE;
  const isStated =
    raw.srid !== null && [...columns.values()].some(({ name }) => name === POINT_COLUMNS[0] && role === "x");
  if (isStated && raw.srid !== null)
    return { fitting: [{ srid: raw.srid, isSwapped: false }], isAmbiguous: false };
  const points = samples.map(({ point }) => point);
  return findCrs(points, setting, !samples.every(({ isXy }) => isXy));
}

function swappedOf({ fitting }: FoundCrs, srid: number | null | undefined): boolean {
  const chosen = typeof srid === "number" ? fitting.find((each) => each.srid === srid) : fitting[0];
  return chosen?.isSwapped ?? false;
}

function columnSeen(table: Table, column: Column, roles: Mapping["columns"]): DetectedColumn {
  const texts = textsOf(table, column);
  return {
    name: column.name,
    role: roleIn(roles, column.name),
    sensitive: sensitivityOf(column.name, texts) ?? null,
    samples: [...new Set(texts)].slice(0, 3),
  };
}

function problemsOf(
  table: Table,
  mapping: Mapping,
  crs: FoundCrs,
  setting: Setting,
  territories: readonly Territory[],
): Problem[] {
  const roles = new Set(Object.values(mapping.columns));
  const place = placeRoleOf(mapping.columns);
  const found: readonly (readonly [Problem, boolean])[] = [
    ["grid_not_metric", !isMetric(setting.grid.proj4)],
    ["no_date_column", !roles.has("date")],
    ["no_place_column", place === null],
    ["unknown_crs", place !== null && !isNamedPlace(place) && mapping.srid === null],
    ["no_rows", table.rows.length === 0],
    ["needs_slot", !mapping.usesClock && !roles.has("time") && !roles.has("slot") && mapping.slot === null],
    ["ambiguous_date", mapping.isDateAmbiguous],
    ["ambiguous_crs", crs.isAmbiguous && mapping.srid === crs.fitting[0]?.srid],
    ["no_count_column", countedBy(new Map([...roles].map((role) => [role, true]))) === "rows"],
    ["open_territories", territories.some(({ key }) => !isAnswered(mapping.territories, key))],
    ["team_as_place", teamIsPlace(mapping.columns)],
    ["one_recorder", !roles.has("recorder")],
  ];
  return found.filter(([, holds]) => holds).map(([problem]) => problem);
}
