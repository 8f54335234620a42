import { readSheet } from "read-excel-file/universal";
import { RefusedFile } from "./errors.ts";
import { MAX_COLUMNS, MAX_ROWS } from "./limits.ts";
import type { Pace } from "./pace.ts";
import type { CellValue, RawRow } from "./table.ts";
import { packStored, unpackWorkbook } from "./unpack.ts";

/**
 * Reads one sheet of a workbook (the first, or by name or 1-based number). Dates become wall-clock text
 * `YYYY-MM-DD` or `YYYY-MM-DDTHH:mm:ss`, 1904 calendars included; formulas give their stored value.
 */
export async function readWorkbook(
  bytes: Uint8Array,
  sheet: string | number | undefined,
  pace: Pace,
): Promise<RawRow[]> {
  const parts = await unpackWorkbook(bytes, pace);
  if (!parts.has("xl/workbook.xml")) throw new RefusedFile("not_a_table");
  checkExtent(parts);
  const data = await sheetOf(packStored(parts), sheet);
  const rows: RawRow[] = [];
  for (const [at, cells] of data.entries()) {
    rows.push({ line: at + 1, cells: cells.map(cellOf) });
    if (at % 512 === 0) await pace.step("parse", at, data.length);
  }
  return rows;
}

async function sheetOf(stored: ArrayBuffer, sheet: string | number | undefined): Promise<unknown[][]> {
  try {
    return (await readSheet(stored, sheet ?? 1)) as unknown[][];
  } catch (error) {
    const isMissing = error instanceof Error && error.name === "SheetNotFoundError";
    throw new RefusedFile(isMissing ? "bad_mapping" : "file_damaged");
  }
}

function cellOf(value: unknown): CellValue {
  if (value instanceof Date) return wallClockText(value);
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}

/** Excel keeps no zone: the reader gives the wall clock as if it were UTC. Seconds are rounded (1 s = 1.2e-5 day). */
function wallClockText(date: Date): CellValue {
  if (Number.isNaN(date.getTime())) return null;
  const iso = new Date(Math.round(date.getTime() / 1000) * 1000).toISOString();
  return iso.endsWith("T00:00:00.000Z") ? iso.slice(0, 10) : iso.slice(0, 19);
}

/** Rows and cells with their attributes, quoted in either way; whether an element closes itself. */
const TAG = /<(?:\w+:)?(c|row)\b((?:"[^"]*"|'[^']*'|[^>"'])*)>/g;
const ADDRESS = /\br\s*=\s*(?:"([^"]*)"|'([^']*)')/;
/** Excel's own limit. */
const LAST_ROW = 1_048_576;

/**
 * A sheet with one cell in its last corner (XFD1048576) would be filled up with 17 billion empty ones, and one with
 * `<row r="999999999999">` with that many rows: look at the addresses before anything is laid out.
 */
function checkExtent(parts: ReadonlyMap<string, Uint8Array>): void {
  for (const [name, part] of parts) {
    if (!name.startsWith("xl/worksheets/")) continue;
    for (const [, tag, attributes = ""] of new TextDecoder().decode(part).matchAll(TAG)) {
      if (tag === "row") checkRow(attributes);
      else if (!attributes.endsWith("/")) checkCell(attributes);
    }
  }
}

function addressIn(attributes: string): string | undefined {
  const found = ADDRESS.exec(attributes);
  return found?.[1] ?? found?.[2];
}

function checkRow(attributes: string): void {
  const row = addressIn(attributes);
  if (row !== undefined && !(Number(row) <= LAST_ROW)) throw new RefusedFile("file_damaged");
}

function checkCell(attributes: string): void {
  const [, letters, row] = /^([A-Z]{1,3})(\d{1,7})$/.exec(addressIn(attributes) ?? "") ?? [];
  if (letters === undefined) throw new RefusedFile("file_damaged");
  if (columnNumber(letters) > MAX_COLUMNS) throw new RefusedFile("too_many_columns");
  if (Number(row) > MAX_ROWS + 1000) throw new RefusedFile("too_many_rows");
}

/** `A` is 1, `Z` 26, `AA` 27. */
function columnNumber(letters: string): number {
  let number = 0;
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64;
  return number;
}
