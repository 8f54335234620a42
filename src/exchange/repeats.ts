import type { ServiceDate } from "../domain/slot.ts";
import type { Column } from "./header.ts";
import type { CellsByRole, Read } from "./read-place.ts";
import type { Service } from "./read-time.ts";
import type { ColumnRole } from "./roles.ts";
import { type RawRow, textOf } from "./table.ts";

const WEEKS_4 = 28;
const DAY_MS = 86_400_000;

/**
 * Rows whose person was already met in the 4 weeks before, as a column of persons tells: releases count a youth
 * once in that time, and a leaf could else be shown for one youth met ten times. The persons stay on the device;
 * *already met* is all that leaves. Rows before the file began are not known: the first of each person counts.
 */
export function repeatsOf(
  rows: readonly RawRow[],
  columns: ReadonlyMap<ColumnRole, Column>,
  time: (cells: CellsByRole) => Read<Service>,
): ReadonlySet<RawRow> {
  const person = columns.get("person");
  if (!person) return new Set();
  const meetings = rows.flatMap((row) => {
    const who = textOf(row.cells[person.index]);
    const when = time((role) => row.cells[columns.get(role)?.index ?? -1]);
    return who === "" || !("value" in when) ? [] : [{ row, who, day: dayNumber(when.value.serviceDate) }];
  });
  // Files are sorted anyhow, and mostly newest first. Sorting is stable: of one day, the first row counts.
  meetings.sort((one, other) => one.day - other.day);
  const last = new Map<string, number>();
  const repeats = new Set<RawRow>();
  for (const { row, who, day } of meetings) {
    const before = last.get(who);
    if (before !== undefined && day - before <= WEEKS_4) repeats.add(row);
    last.set(who, day);
  }
  return repeats;
}

function dayNumber(day: ServiceDate): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / DAY_MS);
}
