import { degreesOf, pairOf } from "./angles.ts";
import { cellNamed } from "./cell-names.ts";
import { type DateContext, findDateFormat } from "./date-format.ts";
import { hourOf } from "./dates.ts";
import { type Column, type Table, valuesOf } from "./header.ts";
import type { Grid } from "./mapping.ts";
import { coordinateOf, type DecimalMark, numberOf } from "./numbers.ts";
import { plainWords } from "./plain-words.ts";
import { placeRoleOf } from "./read-place.ts";
import { COLUMN_ROLES, type ColumnRole, ROLE_WORDS } from "./roles.ts";
import { sensitivityOf } from "./sensitive.ts";
import { type CellValue, textOf } from "./table.ts";
import { ageBandIn, booleanIn, genderIn, minutesIn, outcomeIn, placeKindIn, slotIn } from "./values.ts";

/** What the contents of columns are judged by. */
export interface RoleContext {
  readonly dates: DateContext;
  readonly decimal: DecimalMark;
  readonly grid: Grid;
}

interface Candidate {
  readonly column: Column;
  readonly role: ColumnRole;
  readonly score: number;
}

/** Share of a column's filled cells that must read as the role says. */
const ENOUGH = 0.8;

/**
 * Gives each role to the column whose header and contents say it most: header words first, contents as proof; dates,
 * positions in one cell and cell names need no header. Contents that contradict a header win.
 */
export function assignRoles(table: Table, context: RoleContext): Map<string, ColumnRole> {
  const names = new Set(table.columns.map(({ name }) => name));
  const candidates = table.columns
    .filter(({ name }) => !isChoice(name, names))
    .flatMap((column) => candidatesOf(table, column, context));
  // Sorting is stable: among equals the order of COLUMN_ROLES, then that of the columns, decides.
  candidates.sort((one, other) => other.score - one.score || order(one.role) - order(other.role));
  const roles = new Map<string, ColumnRole>();
  const taken = new Set<ColumnRole>();
  for (const { column, role } of candidates) {
    if (roles.has(column.name) || taken.has(role)) continue;
    roles.set(column.name, role);
    taken.add(role);
  }
  const placed = withOnePlace(roles);
  return placeRoleOf(Object.fromEntries(placed)) === null ? withGuessedPair(table, placed, context) : placed;
}

/** Roles whose values are looked up or compared here and never sent: a name may serve, where its header says so. */
const LOOKED_UP: ReadonlySet<ColumnRole> = new Set(["territory", "person"]);

/** Whether a column is one choice of a select-multiple (`needs/food` beside `needs`, 0 or 1): it counts nobody. */
function isChoice(name: string, names: ReadonlySet<string>): boolean {
  const at = name.lastIndexOf("/");
  return at > 0 && names.has(name.slice(0, at));
}

/** Digits behind the mark that only coordinates in degrees or metres have. */
const FRACTION = /^-?\d{1,8}[.,]\d{3,}$/;

/** Two neighbouring columns of long decimals, both without a role: a pair of coordinates whose headers say nothing. */
function withGuessedPair(table: Table, roles: Map<string, ColumnRole>, { decimal }: RoleContext) {
  const isFree = (column: Column) => {
    const values = valuesOf(table, column);
    const fitting = values.filter((value) => {
      return FRACTION.test(textOf(value)) && coordinateOf(value, decimal) !== undefined;
    });
    return !roles.has(column.name) && values.length > 0 && fitting.length >= values.length * ENOUGH;
  };
  const at = table.columns.findIndex((column, index) => {
    const next = table.columns[index + 1];
    return next !== undefined && isFree(column) && isFree(next);
  });
  const [x, y] = at < 0 ? [] : table.columns.slice(at, at + 2);
  return x && y ? new Map<string, ColumnRole>([...roles, [x.name, "x"], [y.name, "y"]]) : roles;
}

const order = (role: ColumnRole) => COLUMN_ROLES.indexOf(role);

function candidatesOf(table: Table, column: Column, context: RoleContext): Candidate[] {
  const values = valuesOf(table, column);
  const sensitive = sensitivityOf(column.name, values.map(textOf));
  const isBarred = sensitive !== undefined && sensitive !== "coordinates";
  return COLUMN_ROLES.flatMap((role) => {
    const said = headerScore(column.name, role);
    if (isBarred && role !== "recorder" && !(LOOKED_UP.has(role) && said === 3)) return [];
    const score = said < 0 ? 0 : scoreOf(role, said, values, context);
    return score > 0 ? [{ column, role, score }] : [];
  });
}

/** What a header says of a role; of `group/field` (Kobo, ODK) the field alone may say more. */
function headerScore(name: string, role: ColumnRole): number {
  const field = name.slice(name.lastIndexOf("/") + 1);
  const whole = wordScore(plainWords(name), role);
  return whole < 0 || field === name ? whole : Math.max(whole, wordScore(plainWords(field), role));
}

/** 3: it names the role; 1: it may mean it; ½: and stands back; ¼: behind all; 0: nothing; −1: it rules it out. */
function wordScore(plain: string, role: ColumnRole): number {
  const words = ROLE_WORDS[role];
  if (words.sure.test(plain)) return 3;
  if (words.never?.test(plain)) return -1;
  if (!words.likely.test(plain)) return 0;
  if (words.last?.test(plain)) return 0.25;
  return words.weak?.test(plain) ? 0.5 : 1;
}

function scoreOf(role: ColumnRole, said: number, values: readonly CellValue[], context: RoleContext): number {
  const share = shareOf(role, values, context);
  // An empty column that its header names is that column all the same: every row then says so.
  if (values.length === 0) return said === 3 ? 0.5 : 0;
  if (share < ENOUGH) return said === 3 && isNeeded(role) && share > 0 ? 0.6 : 0;
  if (said > 0) return said + share;
  return TELLING.has(role) ? share : 0;
}

/** Roles that a badly filled column keeps, so that its rows are reported one by one. */
function isNeeded(role: ColumnRole): boolean {
  return [
    "date",
    "time",
    "slot",
    "count",
    "lat",
    "lon",
    "x",
    "y",
    "point",
    "cell",
    "count_boys",
    "count_girls",
  ].includes(role);
}

/** Roles that contents alone can tell. */
const TELLING: ReadonlySet<ColumnRole> = new Set(["date", "point", "cell"]);

function shareOf(role: ColumnRole, values: readonly CellValue[], context: RoleContext): number {
  if (values.length === 0) return 0;
  if (role === "date") return findDateFormat(values, context.dates)?.share ?? 0;
  if (role === "recorder" || role === "id") return isNaming(role, values) ? 1 : 0;
  const test = TESTS[role];
  return values.filter((value) => test(value, context)).length / values.length;
}

type Test = (value: CellValue, context: RoleContext) => boolean;

const TESTS: Readonly<Record<Exclude<ColumnRole, "date" | "recorder" | "id">, Test>> = {
  time: (value) => hourOf(value) !== undefined,
  slot: (value) => slotIn(value) !== undefined,
  lat: (value, { decimal }) => Math.abs(degreesOf(value, decimal) ?? 999) <= 180,
  lon: (value, { decimal }) => Math.abs(degreesOf(value, decimal) ?? 999) <= 180,
  x: (value, { decimal }) => coordinateOf(value, decimal) !== undefined,
  y: (value, { decimal }) => coordinateOf(value, decimal) !== undefined,
  point: (value) => typeof value === "string" && pairOf(value) !== undefined,
  cell: (value, { grid }) => cellNamed(value, grid) !== undefined && /[a-z]/i.test(textOf(value)),
  territory: (value) => textOf(value) !== "",
  person: (value) => textOf(value) !== "",
  count_boys: (value, { decimal }) => isCount(numberOf(value, decimal)),
  count_girls: (value, { decimal }) => isCount(numberOf(value, decimal)),
  count: (value, { decimal }) => isCount(numberOf(value, decimal)),
  place_kind: (value) => placeKindIn(value) !== undefined,
  gender: (value) => genderIn(value) !== undefined,
  age_band: (value) => ageBandIn(value) !== undefined,
  outcome: (value) => outcomeIn(value) !== undefined,
  seen_recently: (value) => booleanIn(value) !== undefined || isCount(numberOf(value, ".")),
  first_time: (value) => booleanIn(value) !== undefined,
  minutes: (value) => minutesIn(value) !== undefined,
};

function isCount(value: number | undefined): boolean {
  return value !== undefined && Number.isInteger(value) && value >= 0 && value <= 1000;
}

/** A recorder writes several rows and is not alone; an id is long and never repeated. */
function isNaming(role: "recorder" | "id", values: readonly CellValue[]): boolean {
  const distinct = new Set(values.map(textOf)).size;
  if (role === "id") return distinct === values.length && values.every((value) => textOf(value).length >= 16);
  return distinct >= 2 && distinct <= Math.max(2, values.length / 2);
}

/** Keeps one way of saying where: a cell's name, degrees, a projected pair, a point; half a pair is none. */
function withOnePlace(roles: Map<string, ColumnRole>): Map<string, ColumnRole> {
  const has = (...wanted: ColumnRole[]) => wanted.every((role) => [...roles.values()].includes(role));
  const ways: readonly (readonly ColumnRole[])[] = [
    ["cell"],
    ["lat", "lon"],
    ["x", "y"],
    ["point"],
    ["territory"],
  ];
  const kept = ways.find((way) => has(...way)) ?? [];
  const places = new Set<ColumnRole>(ways.flat());
  return new Map([...roles].filter(([, role]) => !places.has(role) || kept.includes(role)));
}
