import { type ImportRow, ROWS_PER_CALL } from "../domain/import-row.ts";
import type { ServiceDate } from "../domain/slot.ts";
import type { Conversion } from "./conversion.ts";
import type { RejectedRow } from "./errors.ts";
import type { Converted, PreviewRow, Summary } from "./mapping.ts";
import type { Pace } from "./pace.ts";
import { textOf } from "./table.ts";

/** Most youths of one call: what `import_batch` stores within a request's time. */
const CONTACTS_PER_CALL = 50_000;

/** Rows of a conversion in portions that one call of `import_batch` takes. */
export async function* convertRows(
  conversion: Conversion,
  team: string,
  pace: Pace,
): AsyncGenerator<Converted> {
  const { read } = conversion.start(team);
  const total = conversion.table.rows.length;
  let part = emptyPart();
  for (const [at, raw] of conversion.table.rows.entries()) {
    const row = read(raw);
    const isFull = part.rows.length >= ROWS_PER_CALL || part.rejected.length >= ROWS_PER_CALL;
    if (isFull || ("id" in row && part.contacts + row.count > CONTACTS_PER_CALL)) {
      yield { rows: part.rows, lines: part.lines, rejected: part.rejected, done: at, total };
      part = emptyPart();
    }
    if ("id" in row) {
      part.rows.push(row);
      part.lines.push(raw.line);
      part.contacts += row.count;
    } else part.rejected.push(row);
    await pace.step("convert", at, total);
  }
  yield { rows: part.rows, lines: part.lines, rejected: part.rejected, done: total, total };
}

function emptyPart(): { rows: ImportRow[]; lines: number[]; rejected: RejectedRow[]; contacts: number } {
  return { rows: [], lines: [], rejected: [], contacts: 0 };
}

/** The first rows beside what becomes of them. */
export function previewRows({ table, start }: Conversion, count: number): PreviewRow[] {
  const { read } = start("");
  return table.rows.slice(0, count).map((raw) => {
    const row = read(raw);
    const cells = table.columns.map(({ index }) => textOf(raw.cells[index]));
    const isRow = "id" in row;
    return { line: raw.line, cells, row: isRow ? row : null, fault: isRow ? null : row };
  });
}

/** Everything about a conversion but its rows. */
export async function summaryOf(conversion: Conversion, pace: Pace): Promise<Summary> {
  const { read, recorders } = conversion.start("");
  const { rows } = conversion.table;
  const days = new Map<ServiceDate, number>();
  const cells = new Map<number, number>();
  const rejected: RejectedRow[] = [];
  let contacts = 0;
  for (const [at, raw] of rows.entries()) {
    await pace.step("convert", at, rows.length);
    const row = read(raw);
    if (!("id" in row)) {
      rejected.push(row);
      continue;
    }
    contacts += row.count;
    days.set(row.service_date, (days.get(row.service_date) ?? 0) + 1);
    cells.set(row.cell, (cells.get(row.cell) ?? 0) + 1);
  }
  const hasRecorder = Object.values(conversion.mapping.columns).includes("recorder");
  return {
    rows: rows.length,
    accepted: rows.length - rejected.length,
    rejected,
    leftOut: conversion.leftOut,
    counts: [...days].sort().map(([service_date, count]) => ({ service_date, rows: count })),
    contacts,
    recorders: hasRecorder ? recorders() : null,
    cells: [...cells].map(([cell, count]) => ({ cell, rows: count })),
  };
}
