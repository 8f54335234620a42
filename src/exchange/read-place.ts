import type { Cell } from "../domain/grid.ts";
import { degreesOf, pairOf } from "./angles.ts";
import type { FilePoint, FoundCell } from "./cell-finder.ts";
import { cellNamed } from "./cell-names.ts";
import { WGS84 } from "./crs.ts";
import type { RowError } from "./errors.ts";
import type { Grid, Mapping } from "./mapping.ts";
import { type DecimalMark, numberOf } from "./numbers.ts";
import type { ColumnRole } from "./roles.ts";
import { type CellValue, textOf } from "./table.ts";
import { territoryKey } from "./territories.ts";

/** The cell of a role in a row; undefined where no column has the role. */
export type CellsByRole = (role: ColumnRole) => CellValue | undefined;

/** The role whose column is at fault in a row, and why. */
export interface Fault {
  readonly role: ColumnRole;
  readonly code: RowError;
}

/** What was read, or why not. */
export type Read<Value> = { readonly value: Value } | Fault;

type PlaceRole = "cell" | "lon" | "x" | "point" | "territory";

/** Whether a place is named, so that no coordinate system is needed. */
export function isNamedPlace(role: PlaceRole | null): role is "cell" | "territory" {
  return role === "cell" || role === "territory";
}

/** The role by which a mapping says where: a cell's name, two columns, or one column with both, a territory; null for none. */
export function placeRoleOf(columns: Mapping["columns"]): PlaceRole | null {
  const roles = new Set(Object.values(columns));
  if (roles.has("cell")) return "cell";
  if (roles.has("lon") && roles.has("lat")) return "lon";
  if (roles.has("x") && roles.has("y")) return "x";
  if (roles.has("point")) return "point";
  return roles.has("territory") ? "territory" : null;
}

/** Reads where a row is, as a cell of the grid. */
export function placeReader(
  mapping: Mapping,
  grid: Grid,
  find: (point: FilePoint) => FoundCell,
): (cells: CellsByRole) => Read<Cell> {
  const role = placeRoleOf(mapping.columns);
  if (role === "cell" || role === null) return (cells) => readCell(cells("cell"), grid);
  if (role === "territory") return (cells) => readTerritory(cells("territory"), mapping);
  const isDegrees = mapping.srid === WGS84;
  return (cells) => {
    const point = readPoint(role, cells, mapping, isDegrees);
    if (!("value" in point)) return point;
    const cell = find(point.value);
    return typeof cell === "string" ? { role, code: cell } : { value: cell };
  };
}

function readCell(value: CellValue | undefined, grid: Grid): Read<Cell> {
  if (textOf(value) === "") return { role: "cell", code: "bad_cell" };
  const cell = cellNamed(value, grid);
  return cell === undefined ? { role: "cell", code: "bad_cell" } : { value: cell };
}

/** A name that nobody has answered for is no place, and one that was left out stays behind. */
function readTerritory(value: CellValue | undefined, { territories }: Mapping): Read<Cell> {
  const key = territoryKey(value);
  const cell = territories && Object.hasOwn(territories, key) ? territories[key] : undefined;
  if (cell === null) return { role: "territory", code: "territory_left_out" };
  return cell === undefined ? { role: "territory", code: "unknown_territory" } : { value: cell };
}

function readPoint(
  role: "lon" | "x" | "point",
  cells: CellsByRole,
  { decimal, isSwapped, isGrouped = false }: Mapping,
  isDegrees: boolean,
): Read<FilePoint> {
  if (role === "point") return readPair(cells("point"), isSwapped);
  const second = role === "lon" ? "lat" : "y";
  const [one, two] = ([role, second] as const).map((each) =>
    readNumber(each, cells(each), { decimal, isGrouped }),
  );
  if (!one || !two) return { role, code: "bad_coordinate" };
  if (!("value" in one)) return one;
  if (!("value" in two)) return two;
  // A receiver without a fix writes 0, 0: no place, not one in the Gulf of Guinea.
  if (isDegrees && one.value === 0 && two.value === 0) return { role, code: "empty_coordinate" };
  return { value: turned(one.value, two.value, isSwapped) };
}

function readNumber(role: ColumnRole, value: CellValue | undefined, marks: Marks): Read<number> {
  if (textOf(value) === "") return { role, code: "empty_coordinate" };
  const number = coordinateIn(value, marks);
  return number === undefined ? { role, code: "bad_coordinate" } : { value: number };
}

function readPair(value: CellValue | undefined, isSwapped: boolean): Read<FilePoint> {
  if (textOf(value) === "") return { role: "point", code: "empty_coordinate" };
  const pair = pairOf(value);
  if (!pair) return { role: "point", code: "bad_coordinate" };
  return { value: turned(pair.first, pair.second, isSwapped && !pair.isXy) };
}

function turned(first: number, second: number, isSwapped: boolean): FilePoint {
  return isSwapped ? { x: second, y: first } : { x: first, y: second };
}

/** How a file's coordinates are written. */
export interface Marks {
  readonly decimal: DecimalMark;
  readonly isGrouped: boolean;
}

function coordinateIn(value: CellValue | undefined, { decimal, isGrouped }: Marks): number | undefined {
  return isGrouped ? numberOf(value, ".") : degreesOf(value, decimal);
}

const GROUPED = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;

/** Whether all coordinates have commas between thousands, one of them at least twice: `652,469` and `6,864,123`. */
export function isGroupedPair(texts: readonly string[]): boolean {
  return texts.some((text) => text.split(",").length > 2) && texts.every((text) => GROUPED.test(text));
}

/** A sample of a table's points, as they stand: for finding their coordinate system. */
export function samplePoint(
  role: "lon" | "x" | "point",
  cells: CellsByRole,
  marks: Marks,
): { readonly point: FilePoint; readonly isXy: boolean } | undefined {
  if (role === "point") {
    const pair = pairOf(cells("point"));
    return pair && { point: { x: pair.first, y: pair.second }, isXy: pair.isXy };
  }
  const x = coordinateIn(cells(role), marks);
  const y = coordinateIn(cells(role === "lon" ? "lat" : "y"), marks);
  return x === undefined || y === undefined ? undefined : { point: { x, y }, isXy: false };
}
