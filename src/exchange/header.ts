import { DATE_FORMATS, momentOf } from "./dates.ts";
import { RefusedFile } from "./errors.ts";
import { SAMPLE_ROWS } from "./limits.ts";
import { numberOf } from "./numbers.ts";
import { type CellValue, isBlank, type RawRow, type RawTable, textOf } from "./table.ts";

/** A column of a table: its unique name and where its cells stand in a row. */
export interface Column {
  readonly name: string;
  readonly index: number;
}

/** A file's rows once its header is known. */
export interface Table {
  /** 1-based line of the header, or null where the file has none. */
  readonly headerLine: number | null;
  readonly columns: readonly Column[];
  /** Data rows, blank ones left out. */
  readonly rows: readonly RawRow[];
}

const SEARCHED = 40;

/**
 * Finds the header: the first row, after titles and blanks, that fills the table's width with words; two of them
 * where merged group headings stand over the names. Names are made unique; a table without header gets numbers.
 * A `headerLine` that is given is kept, and null says that there is none. Throws `not_a_table` where rows have one cell only or no data follows.
 */
export function tableOf(raw: RawTable, headerLine?: number | null): Table {
  const rows = raw.rows.filter((row) => !isBlank(row));
  const at =
    headerLine === undefined ? headerAt(rows, raw.hasHeader) : rows.findIndex((r) => r.line === headerLine);
  if (typeof headerLine === "number" && at < 0) throw new RefusedFile("bad_mapping");
  const sub = at >= 0 && isGroupRow(rows, at) ? rows[at + 1] : undefined;
  const data = rows.slice(at + (sub ? 2 : 1));
  const names = namesOf(rows[at], sub, widthOf(rows, rows[at]));
  const columns = columnsOf(names, data);
  if (columns.length < 2 || (data.length === 0 && raw.kind !== "geojson" && at < 0)) {
    throw new RefusedFile("not_a_table");
  }
  return { headerLine: rows[at]?.line ?? null, columns, rows: data };
}

function headerAt(rows: readonly RawRow[], isFirst: boolean): number {
  if (isFirst) return 0;
  const width = usualWidth(rows);
  const at = rows.slice(0, SEARCHED).findIndex((row) => filled(row) >= Math.max(2, width / 2));
  const row = rows[at];
  return row && isWords(row) ? at : -1;
}

/** Filled cells of the middle row, by that number: titles above and totals below do not move it. */
function usualWidth(rows: readonly RawRow[]): number {
  const counts = rows
    .slice(0, 200)
    .map(filled)
    .sort((a, b) => a - b);
  return counts[Math.floor(counts.length / 2)] ?? 0;
}

/** Columns of the middle row, or of the header where it has more: one row with cells too many makes no column. */
function widthOf(rows: readonly RawRow[], header: RawRow | undefined): number {
  const widths = rows
    .slice(0, 200)
    .map(({ cells }) => cells.length)
    .sort((a, b) => a - b);
  return Math.max(widths[Math.floor(widths.length / 2)] ?? 0, header?.cells.length ?? 0);
}

function filled(row: RawRow): number {
  return row.cells.filter((cell) => textOf(cell) !== "").length;
}

/** Whether a row holds words alone: no number, no date, nothing longer than a heading. */
function isWords(row: RawRow): boolean {
  const cells = row.cells.filter((cell) => textOf(cell) !== "");
  return cells.filter(isHeading).length >= cells.length * 0.8;
}

function isHeading(cell: CellValue): boolean {
  if (typeof cell !== "string" || textOf(cell).length > 200) return false;
  return numberOf(cell, ",") === undefined && !isDate(cell);
}

function isDate(cell: CellValue): boolean {
  return DATE_FORMATS.some((format) => momentOf(cell, format, "UTC") !== undefined);
}

/** A row with gaps, then a row of words that fills them, then data: merged headings. */
function isGroupRow(rows: readonly RawRow[], at: number): boolean {
  const [group, names, data] = rows.slice(at, at + 3);
  if (!group || !names || !data || !isWords(names) || isWords(data)) return false;
  return names.cells.some((cell, index) => textOf(cell) !== "" && textOf(group.cells[index]) === "");
}

function namesOf(group: RawRow | undefined, sub: RawRow | undefined, width: number): string[] {
  let above = "";
  return Array.from({ length: width }, (_, index) => {
    const own = textOf(group?.cells[index]);
    const below = textOf(sub?.cells[index]);
    if (own !== "") above = own;
    if (!sub) return own;
    return below === "" ? own : `${above} ${below}`.trim();
  });
}

/** Columns with a name or any content; `nombre` twice becomes `nombre` and `nombre (2)`. */
function columnsOf(names: readonly string[], data: readonly RawRow[]): Column[] {
  const taken = new Set<string>();
  const columns: Column[] = [];
  for (const [index, name] of names.entries()) {
    if (name === "" && !data.some((row) => textOf(row.cells[index]) !== "")) continue;
    const unique = uniqueName(name === "" ? `(${index + 1})` : name, taken);
    taken.add(unique);
    columns.push({ name: unique, index });
  }
  return columns;
}

function uniqueName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name} (${number})`)) number++;
  return `${name} (${number})`;
}

/** Up to 2,000 rows, spread over the table: the first ones of a file sorted by date say little about dates. */
function sampleOf(rows: readonly RawRow[]): readonly RawRow[] {
  if (rows.length <= SAMPLE_ROWS) return rows;
  const step = rows.length / SAMPLE_ROWS;
  return Array.from({ length: SAMPLE_ROWS }, (_, at) => rows[Math.floor(at * step)]).filter(
    (row) => row !== undefined,
  );
}

/** Values of a column's filled cells, in the rows that detection looks at. */
export function valuesOf({ rows }: Table, { index }: Column): CellValue[] {
  const values = sampleOf(rows).map((row) => row.cells[index] ?? null);
  return values.filter((value) => textOf(value) !== "");
}

/** Their texts. */
export function textsOf(table: Table, column: Column): string[] {
  return valuesOf(table, column).map(textOf);
}
