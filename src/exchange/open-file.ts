import { cutRows } from "./csv.ts";
import { delimiterOf } from "./delimiter.ts";
import { decode } from "./encoding.ts";
import { RefusedFile } from "./errors.ts";
import { readGeojson } from "./geojson.ts";
import { kindOf } from "./kind.ts";
import { MAX_BYTES, MAX_COLUMNS } from "./limits.ts";
import type { Pace } from "./pace.ts";
import type { Delimiter, Encoding, RawTable } from "./table.ts";
import { readWorkbook } from "./xlsx.ts";

/** What a person may correct about how the file is cut into rows. */
export interface OpenChoices {
  readonly encoding?: Encoding;
  readonly delimiter?: Delimiter;
  /** Sheet of a workbook: its name or 1-based number. */
  readonly sheet?: string | number;
}

/**
 * Cuts a file into rows by its content. Throws RefusedFile: `file_empty`, `file_too_large` (over 64 MB, before
 * anything is read), `file_damaged`, `file_is_xls`, `not_a_table`, `too_many_rows`, `too_many_columns`.
 */
export async function openFile(bytes: Uint8Array, choices: OpenChoices, pace: Pace): Promise<RawTable> {
  if (bytes.length === 0) throw new RefusedFile("file_empty");
  if (bytes.length > MAX_BYTES) throw new RefusedFile("file_too_large");
  const table = await openByKind(bytes, choices, pace);
  if (table.rows.some((row) => row.cells.length > MAX_COLUMNS)) throw new RefusedFile("too_many_columns");
  return table;
}

async function openByKind(bytes: Uint8Array, choices: OpenChoices, pace: Pace): Promise<RawTable> {
  const kind = kindOf(bytes);
  switch (kind) {
    case "xls":
      throw new RefusedFile("file_is_xls");
    case "other":
      throw new RefusedFile("not_a_table");
    case "xlsx": {
      const rows = await readWorkbook(bytes, choices.sheet, pace);
      return { kind, encoding: null, delimiter: null, rows, hasHeader: false, srid: null };
    }
    case "geojson": {
      const { text, encoding } = decode(bytes, choices.encoding);
      const { rows, srid } = await readGeojson(text, pace);
      return { kind, encoding, delimiter: null, rows, hasHeader: true, srid };
    }
    case "csv":
      return openText(bytes, choices, pace);
  }
}

async function openText(bytes: Uint8Array, choices: OpenChoices, pace: Pace): Promise<RawTable> {
  const { text, encoding } = decode(bytes, choices.encoding);
  if (text.trim() === "") throw new RefusedFile("file_empty");
  // Excel's own hint, a first line `sep=;`.
  const hint = /^sep=([;,\t|])\r?\n/i.exec(text);
  const delimiter = choices.delimiter ?? (hint?.[1] as Delimiter | undefined) ?? delimiterOf(text);
  const body = hint ? text.slice(hint[0].length) : text;
  const shift = hint ? 1 : 0;
  const rows = await cutRows(body, delimiter, pace);
  const shifted = shift ? rows.map((row) => ({ ...row, line: row.line + shift })) : rows;
  return { kind: "csv", encoding, delimiter, rows: shifted, hasHeader: false, srid: null };
}
