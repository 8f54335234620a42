import type { Column } from "./data-table.tsx";

/** By which column rows stand, and whether the highest comes first. */
export interface SortBy {
  readonly key: string;
  readonly down: boolean;
}

const words = new Intl.Collator(["fr", "en"], { numeric: true, sensitivity: "base" });

/** Rows in order of a column; equal ones stay as they came. A column that does not exist leaves them all. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  by: SortBy,
): readonly Row[] {
  const column = columns.find(({ key }) => key === by.key);
  if (!column) return rows;
  const turn = by.down ? -1 : 1;
  const keyed = rows.map((row) => ({ row, value: column.value(row) }));
  return keyed.toSorted((a, b) => turn * compare(a.value, b.value)).map(({ row }) => row);
}

function compare(a: number | string, b: number | string): number {
  return typeof a === "number" && typeof b === "number" ? a - b : words.compare(String(a), String(b));
}

/**
 * The table as tab-separated text with a header, for a spreadsheet. A cell that a spreadsheet would take for a
 * formula is led by an apostrophe; tabs and line breaks become spaces. Secret columns and buttons stay on the page.
 */
export function toTsv<Row>(rows: readonly Row[], shown: readonly Column<Row>[]): string {
  const columns = shown.filter(({ secret, action }) => !secret && !action);
  const head = columns.map(({ title }) => plain(title)).join("\t");
  const lines = rows.map((row) =>
    columns.map((column) => plain(column.copy?.(row) ?? String(column.value(row)))).join("\t"),
  );
  return `${[head, ...lines].join("\n")}\n`;
}

function plain(text: string): string {
  const line = text.replaceAll(/[\t\r\n]+/g, " ");
  return /^[=+@-]/.test(line) && Number.isNaN(Number(line)) ? `'${line}` : line;
}
