import { momentOf, serviceOf } from "./dates.ts";
import { type Column, type Table, valuesOf } from "./header.ts";
import type { Mapping } from "./mapping.ts";
import { roleIn } from "./mapping.ts";
import { plainWords } from "./plain-words.ts";

/** Share of the rows whose own day must agree with the form's start. */
const AGREES = 0.9;

/**
 * A form (Kobo, ODK) that asks the day alone also notes when it was opened. Where both say the same day of service
 * in nine rows of ten, the form was filled in on the spot, and its start is the time as well; else it was typed
 * afterwards, and only the day that somebody wrote is believed.
 */
export function withFormStart(
  table: Table,
  columns: Mapping["columns"],
  timeZone: string,
): Mapping["columns"] {
  const taken = new Set(Object.values(columns));
  const day = table.columns.find(({ name }) => roleIn(columns, name) === "date");
  const start = table.columns.find(({ name }) => plainWords(name) === "start");
  if (!day || !start || day === start || taken.has("time") || taken.has("slot")) return columns;
  if (!agree(table, day, start, timeZone)) return columns;
  const others = Object.entries(columns).filter(([name]) => name !== day.name && name !== start.name);
  return Object.fromEntries([...others, [start.name, "date"]]);
}

function agree(table: Table, day: Column, start: Column, timeZone: string): boolean {
  const isTimed = valuesOf(table, day).some(
    (value) => momentOf(value, "YYYY-MM-DD", timeZone)?.hour !== null,
  );
  if (isTimed) return false;
  const rows = table.rows.filter(({ cells }) => cells[day.index] && cells[start.index]);
  const same = rows.filter(({ cells }) => {
    const said = momentOf(cells[day.index], "YYYY-MM-DD", timeZone)?.date;
    const opened = momentOf(cells[start.index], "YYYY-MM-DD", timeZone);
    if (said === undefined || opened === undefined || opened.hour === null) return false;
    return said === opened.date || said === serviceOf(opened.date, opened.hour).serviceDate;
  });
  return rows.length > 0 && same.length >= rows.length * AGREES;
}
