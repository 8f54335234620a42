import type { Cell } from "../domain/grid.ts";
import type { ImportRow } from "../domain/import-row.ts";
import { cellFinder, type FilePoint, type FoundCell } from "./cell-finder.ts";
import { crsOf } from "./crs.ts";
import { type LeftOutColumn, RefusedFile, type RejectedRow } from "./errors.ts";
import { isMetric } from "./grid-truth.ts";
import { type Column, type Table, textsOf } from "./header.ts";
import { type Mapping, roleIn, type Setting } from "./mapping.ts";
import { plainWords } from "./plain-words.ts";
import { countedBy, type Facts, readFacts } from "./read-facts.ts";
import {
  type CellsByRole,
  type Fault,
  isNamedPlace,
  placeReader,
  placeRoleOf,
  type Read,
} from "./read-place.ts";
import { type Service, timeReader } from "./read-time.ts";
import { repeatsOf } from "./repeats.ts";
import { COLUMN_ROLES, type ColumnRole, ROLE_WORDS } from "./roles.ts";
import { RowIds } from "./row-id.ts";
import { sensitivityOf } from "./sensitive.ts";
import { type RawRow, textOf } from "./table.ts";

/** A file, a mapping and a setting, ready to give rows. */
export interface Conversion {
  readonly table: Table;
  readonly mapping: Mapping;
  /** SHA-256 of the file, as hexadecimal. */
  readonly digest: string;
  readonly leftOut: readonly LeftOutColumn[];
  /** Starts reading from the first row: ids and recorders are counted anew. */
  readonly start: (team: string) => Reading;
}

/** One pass over a table. */
interface Reading {
  /** The row as it may be sent, or why it may not. */
  readonly read: (row: RawRow) => ImportRow | RejectedRow;
  /** Different recorders so far. */
  readonly recorders: () => number;
}

/** Most values of a recorder column: beyond it the column names something else. */
const MAX_RECORDERS = 9999;

/** Prepares a conversion. Throws RefusedFile `bad_mapping`, `unknown_srid` or `grid_not_metric`. */
export async function conversionOf(
  table: Table,
  digest: string,
  mapping: Mapping,
  setting: Setting,
): Promise<Conversion> {
  if (!isMetric(setting.grid.proj4)) throw new RefusedFile("grid_not_metric");
  const columns = columnsByRole(table, mapping);
  const find = await finderOf(mapping, setting);
  const time = timeReader(mapping, setting);
  const repeats = repeatsOf(table.rows, columns, time);
  const readers: Readers = {
    columns,
    lastIndex: Math.max(...[...columns.values()].map(({ index }) => index)),
    width: Math.max(...table.columns.map(({ index }) => index)) + 1,
    time,
    place: placeReader(mapping, setting.grid, find),
    facts: (cells, row) => readFacts(cells, mapping, countedBy(columns), repeats.has(row)),
  };
  const start = (team: string): Reading => {
    const ids = new RowIds(team);
    const ordinals = new Map<string, number>();
    return { read: (row) => readRow(row, readers, ids, ordinals), recorders: () => ordinals.size };
  };
  return { table, mapping, digest, leftOut: leftOutOf(table, mapping), start };
}

interface Readers {
  readonly columns: ReadonlyMap<ColumnRole, Column>;
  /** Index of the last column that is used, and number of columns. */
  readonly lastIndex: number;
  readonly width: number;
  readonly time: (cells: CellsByRole) => Read<Service>;
  readonly place: (cells: CellsByRole) => Read<Cell>;
  readonly facts: (cells: CellsByRole, row: RawRow) => Read<Facts>;
}

function readRow(
  row: RawRow,
  readers: Readers,
  ids: RowIds,
  ordinals: Map<string, number>,
): ImportRow | RejectedRow {
  const fault = row.fault ?? (isRagged(row, readers) ? "ragged_row" : undefined);
  if (fault) return { line: row.line, column: null, code: fault };
  const cells: CellsByRole = (role) => row.cells[readers.columns.get(role)?.index ?? -1];
  const reject = ({ role, code }: Fault): RejectedRow => {
    return { line: row.line, column: readers.columns.get(role)?.name ?? null, code };
  };
  const time = readers.time(cells);
  if (!("value" in time)) return reject(time);
  const place = readers.place(cells);
  if (!("value" in place)) return reject(place);
  const facts = readers.facts(cells, row);
  if (!("value" in facts)) return reject(facts);
  const { serviceDate, slot } = time.value;
  const content = { cell: place.value, service_date: serviceDate, slot, ...facts.value };
  const id = ids.next(content, textOf(cells("id")));
  return { id, ...content, recorder: ordinalOf(textOf(cells("recorder")), ordinals) };
}

/** A row whose cells stand elsewhere than the header's: cut short before a used column, or with content beyond. */
function isRagged({ cells }: RawRow, { lastIndex, width }: Readers): boolean {
  return cells.length <= lastIndex || cells.slice(width).some((cell) => textOf(cell) !== "");
}

/** Number of a recorder's value, by first appearance; the value itself stays here. Null for an empty one. */
function ordinalOf(value: string, ordinals: Map<string, number>): number | null {
  if (value === "") return null;
  const ordinal = ordinals.get(value) ?? ordinals.size;
  if (ordinal > MAX_RECORDERS) throw new RefusedFile("bad_mapping");
  ordinals.set(value, ordinal);
  return ordinal;
}

/** The columns of a mapping; `bad_mapping` for a column or role that cannot be so. */
function columnsByRole(table: Table, mapping: Mapping): Map<ColumnRole, Column> {
  const columns = new Map<ColumnRole, Column>();
  for (const [name, role] of Object.entries(mapping.columns)) {
    const column = table.columns.find((each) => each.name === name);
    const isKnown = COLUMN_ROLES.includes(role) && !columns.has(role);
    if (!column || !isKnown || !mayServe(table, column, role)) throw new RefusedFile("bad_mapping");
    columns.set(role, column);
  }
  if (!columns.has("date") || placeRoleOf(mapping.columns) === null) throw new RefusedFile("bad_mapping");
  return columns;
}

/** A birth date is no date of a visit, and no name or number of a person becomes a row's id. */
function mayServe(table: Table, column: Column, role: ColumnRole): boolean {
  if (role !== "date" && role !== "id") return true;
  const reason = sensitivityOf(column.name, textsOf(table, column));
  // Excel's days with a time (`45432,9972`) have as many digits as coordinates: the header tells them apart.
  return reason === undefined || (role === "date" && reason === "coordinates" && isDateHeader(column.name));
}

function isDateHeader(name: string): boolean {
  const { sure, likely } = ROLE_WORDS.date;
  const plain = plainWords(name);
  return sensitivityOf(name, []) === undefined && (sure.test(plain) || likely.test(plain));
}

async function finderOf(mapping: Mapping, setting: Setting): Promise<(point: FilePoint) => FoundCell> {
  if (isNamedPlace(placeRoleOf(mapping.columns))) return () => "bad_coordinate";
  if (mapping.srid === null) return () => "unknown_crs";
  const crs = await crsOf(mapping.srid);
  if (!crs) throw new RefusedFile("unknown_srid");
  return cellFinder(crs, setting.grid);
}

/** Every column that the mapping does not use, with the reason. */
function leftOutOf(table: Table, { columns }: Mapping): LeftOutColumn[] {
  return table.columns
    .filter(({ name }) => roleIn(columns, name) === null)
    .map((column) => ({
      column: column.name,
      reason: sensitivityOf(column.name, textsOf(table, column)) ?? "not_needed",
    }));
}
