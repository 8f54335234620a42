import { csvOf } from "../../exchange/csv-out.ts";
import type { RejectedRow, RowError } from "../../exchange/errors.ts";
import type { RejectedRows, RejectedWords } from "./reader-protocol.ts";

/** Rejected rows that are shown on the page; the file that can be downloaded has all of them. */
const SHOWN = 200;

/** Counts rejected rows by reason and keeps the first ones. */
export function rejectedRowsOf(rejected: readonly RejectedRow[]): RejectedRows {
  const byCode: Partial<Record<RowError, number>> = {};
  for (const { code } of rejected) byCode[code] = (byCode[code] ?? 0) + 1;
  return { total: rejected.length, byCode, first: rejected.slice(0, SHOWN) };
}

/** Rejected rows as CSV with semicolons and a byte order mark, which French spreadsheets open as a table. */
export function rejectedCsv(rejected: readonly RejectedRow[], words: RejectedWords): string {
  const lines = rejected.map(({ line, column, code }) => [String(line), column ?? "", words.reasons[code]]);
  return csvOf([words.header, ...lines]);
}
