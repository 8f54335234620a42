import { eachRow } from "./csv.ts";
import { delimiterOf } from "./delimiter.ts";
import { decode } from "./encoding.ts";
import { RefusedFile } from "./errors.ts";
import { type Column, tableOf } from "./header.ts";
import { kindOf } from "./kind.ts";
import { openFile } from "./open-file.ts";
import type { Pace } from "./pace.ts";
import { isBlank, type RawRow, type RawTable } from "./table.ts";

/** Largest file of open data, in bytes: INSEE's 1 km squares of France have about 90 MB. */
const MOST_OPEN_BYTES = 256 * 1024 * 1024;
/** Rows by which columns are recognised. */
const LOOKED_AT = 2000;

/** A table of open data, cut into rows one by one: a million of them need not be kept. */
export interface OpenTable {
  readonly columns: readonly Column[];
  /** The first rows, header left out. */
  readonly sample: readonly RawRow[];
  /** Every data row, with how far the reading is (0–1). */
  readonly rows: () => Generator<{ readonly row: RawRow; readonly part: number }>;
}

/**
 * Opens CSV or XLSX by its content. Throws RefusedFile: `file_empty`, `file_too_large` (CSV over 256 MB, a workbook
 * over 64 MB), `file_damaged`, `file_is_xls`, `not_a_table`, `too_many_rows` (workbooks over 250,000), `cancelled`.
 */
export async function openOpenData(bytes: Uint8Array, pace: Pace): Promise<OpenTable> {
  if (bytes.length === 0) throw new RefusedFile("file_empty");
  if (bytes.length > MOST_OPEN_BYTES) throw new RefusedFile("file_too_large");
  const kind = kindOf(bytes);
  if (kind === "geojson") throw new RefusedFile("not_a_table");
  return kind === "csv" ? longText(bytes) : wholeTable(await openFile(bytes, {}, pace));
}

function wholeTable(raw: RawTable): OpenTable {
  const { columns, rows } = tableOf(raw);
  return {
    columns,
    sample: rows.slice(0, LOOKED_AT),
    rows: function* () {
      for (const [at, row] of rows.entries()) yield { row, part: at / rows.length };
    },
  };
}

function longText(bytes: Uint8Array): OpenTable {
  const { text, encoding } = decode(bytes);
  if (text.trim() === "") throw new RefusedFile("file_empty");
  const hint = /^sep=([;,\t|])\r?\n/i.exec(text);
  const body = hint ? text.slice(hint[0].length) : text;
  const delimiter = delimiterOf(body);
  const first: RawRow[] = [];
  for (const { row } of eachRow(body, delimiter)) {
    first.push(row);
    if (first.length >= LOOKED_AT) break;
  }
  const table = tableOf({ kind: "csv", encoding, delimiter, rows: first, hasHeader: false, srid: null });
  const begins = table.rows[0]?.line ?? 1;
  return {
    columns: table.columns,
    sample: table.rows,
    rows: function* () {
      for (const { row, at } of eachRow(body, delimiter)) {
        if (row.line >= begins && !isBlank(row)) yield { row, part: at / body.length };
      }
    },
  };
}
