import { DATE_FORMATS, type DateFormat, type Moment, momentOf } from "./dates.ts";
import type { CellValue } from "./table.ts";

/** How a column writes its dates, as far as the column itself tells. */
export interface FoundFormat {
  readonly format: DateFormat;
  /** Share of the cells that this format reads, 0–1. */
  readonly share: number;
  /** Day and month could be the other way round: rows that read differently wait for a choice. */
  readonly isAmbiguous: boolean;
  /** Some cell has a time of day; midnight in every cell is no time. */
  readonly hasTime: boolean;
}

export interface DateContext {
  readonly timeZone: string;
  /** Today `YYYY-MM-DD`: a reading that lies in the future is the wrong one. */
  readonly today: string;
  /** Decimal commas, semicolons or French words: nobody then writes the month first. */
  readonly isFrench: boolean;
}

/** The format that reads most of some cells; undefined where none reads half of them. */
export function findDateFormat(cells: readonly CellValue[], context: DateContext): FoundFormat | undefined {
  if (cells.length === 0) return undefined;
  const readings = DATE_FORMATS.map((format) => readingOf(cells, format, context));
  const best = readings.reduce((one, other) => (rank(other) > rank(one) ? other : one));
  if (best.share < 0.5) return undefined;
  const dayFirst = readings.find(({ format }) => format === "DD/MM/YYYY");
  const monthFirst = readings.find(({ format }) => format === "MM/DD/YYYY");
  const isTie =
    dayFirst !== undefined &&
    monthFirst !== undefined &&
    best.format === dayFirst.format &&
    rank(dayFirst) === rank(monthFirst) &&
    dayFirst.dates !== monthFirst.dates;
  return {
    format: best.format,
    share: best.share,
    hasTime: best.hasTime,
    isAmbiguous: isTie && !context.isFrench,
  };
}

interface Reading {
  readonly format: DateFormat;
  readonly share: number;
  readonly future: number;
  readonly hasTime: boolean;
  /** The days read, to see whether two formats say the same. */
  readonly dates: string;
}

function readingOf(cells: readonly CellValue[], format: DateFormat, context: DateContext): Reading {
  const moments = cells.map((cell) => momentOf(cell, format, context.timeZone));
  const read = moments.filter((moment) => moment !== undefined);
  return {
    format,
    share: read.length / cells.length,
    future: read.filter(({ date }) => date > context.today).length / cells.length,
    hasTime: read.some(isTimed),
    dates: read.map(({ date }) => date).join(),
  };
}

/** More cells read, fewer of them in the future. */
function rank({ share, future }: Reading): number {
  return share - future / 2;
}

/** Whether a moment says more than its day. */
function isTimed({ hour, isFullHour }: Moment): boolean {
  return hour !== null && !(hour === 0 && isFullHour);
}

/** The format a person or a file names: `DD/MM/YYYY`, `dd/mm/yyyy HH:mm`, `iso`, `epoch ms`… */
export function namedFormat(name: string): DateFormat | undefined {
  const plain = name
    .trim()
    .replace(/[T ]*hh:.*$/i, "")
    .replace(/[ _]/g, "-")
    .toLowerCase();
  const alias: Readonly<Record<string, DateFormat>> = {
    iso: "YYYY-MM-DD",
    dmy: "DD/MM/YYYY",
    "jj/mm/aaaa": "DD/MM/YYYY",
    mdy: "MM/DD/YYYY",
    "epoch-milliseconds": "epoch-ms",
    "epoch-seconds": "epoch-s",
    excel: "excel-1900",
  };
  return alias[plain] ?? DATE_FORMATS.find((format) => format.toLowerCase() === plain);
}
