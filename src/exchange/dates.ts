import { type ServiceDate, type Slot, serviceDateOf, slotOfHour, wallClockAt } from "../domain/slot.ts";
import { monthOf } from "./months.ts";
import { numberOf } from "./numbers.ts";
import { type CellValue, textOf } from "./table.ts";

/** How a column writes its dates; every one but the serials and epochs may carry a time. */
export const DATE_FORMATS = [
  "YYYY-MM-DD",
  "DD/MM/YYYY",
  "MM/DD/YYYY",
  "YYYYMMDD",
  "excel-1900",
  "excel-1904",
  "epoch-s",
  "epoch-ms",
] as const;
export type DateFormat = (typeof DATE_FORMATS)[number];

/** A moment on the wall clock of the organisation; `hour` is null where only a day is known. */
export interface Moment {
  readonly date: string;
  readonly hour: number | null;
  /** Neither minutes nor seconds: with hour 0, mostly a day written as a moment. */
  readonly isFullHour: boolean;
}

const ISO =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{1,2})[:h](\d{2})(?::(\d{2})(?:[.,]\d+)?)? ?(Z|UTC|[+-]\d{2}(?::?\d{2})?)?)?$/i;
const PARTS =
  /^(?:\p{L}+\.?,? )?(\d{1,2})(?:er)?[/.\- ](\d{1,2}|\p{L}+\.?)[/.\- ](\d{4}|\d{2})(?:,? ?(?:T|à )?(\d{1,2})(?:[:h](\d{2})?(?::(\d{2}))?)?(?: ?([AP])\.?M\.?)?)?$/iu;

/** Reads a date cell, or gives undefined. Instants (epochs, ISO with a zone) are put on `timeZone`'s wall clock. */
export function momentOf(
  value: CellValue | undefined,
  format: DateFormat,
  timeZone: string,
): Moment | undefined {
  switch (format) {
    case "YYYY-MM-DD":
      return isoMoment(textOf(value), timeZone);
    case "DD/MM/YYYY":
    case "MM/DD/YYYY":
      return partsMoment(textOf(value), format === "MM/DD/YYYY") ?? isoMoment(textOf(value), timeZone);
    case "YYYYMMDD": {
      const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(textOf(value)) ?? [];
      return moment(year, month, day);
    }
    case "excel-1900":
    case "excel-1904":
      return serialMoment(numberOf(value, ",") ?? numberOf(value, "."), format === "excel-1904");
    case "epoch-s":
    case "epoch-ms":
      return instantMoment(
        (numberOf(value, ".") ?? Number.NaN) * (format === "epoch-s" ? 1000 : 1),
        timeZone,
      );
  }
}

function isoMoment(text: string, timeZone: string): Moment | undefined {
  const found = ISO.exec(text);
  if (!found) return undefined;
  const [, year, month, day, hour, minute, second, zone] = found;
  const wall = moment(year, month, day, hour, minute, second);
  if (!wall || !zone) return wall;
  const offset = /^[+-]/.test(zone)
    ? zone.replace(/^([+-]\d{2}):?(\d{2})?$/, (_, h, m = "00") => `${h}:${m}`)
    : "Z";
  const time = `${(hour ?? "").padStart(2, "0")}:${minute}:${second ?? "00"}`;
  return instantMoment(Date.parse(`${wall.date}T${time}${offset}`), timeZone);
}

function partsMoment(text: string, monthFirst: boolean): Moment | undefined {
  const found = PARTS.exec(text);
  if (!found) return undefined;
  const [, one = "", two = "", year = "", hour, minute, second, half] = found;
  const month = monthOf(two);
  const fullYear = year.length === 2 ? `20${year}` : year;
  const clock = half === undefined ? hour : String(fromHalfDay(Number(hour), half));
  if (month !== undefined) return moment(fullYear, String(month), one, clock, minute, second);
  const [monthText, day] = monthFirst ? [one, two] : [two, one];
  return moment(fullYear, monthText, day, clock, minute, second);
}

/** Hour 0–23 of a clock of twice twelve hours. */
function fromHalfDay(hour: number, half: string): number {
  if (hour > 12) return hour;
  return (hour % 12) + (half.toUpperCase() === "P" ? 12 : 0);
}

function moment(
  year = "",
  month = "",
  day = "",
  hour?: string,
  minute = "0",
  second = "0",
): Moment | undefined {
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const time = Date.parse(`${date}T00:00:00Z`);
  const isDay = !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
  if (!isDay || year < "1990" || year > "2100") return undefined;
  if (hour === undefined) return { date, hour: null, isFullHour: true };
  const isTime = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
  return isTime
    ? { date, hour: Number(hour), isFullHour: Number(minute) === 0 && Number(second) === 0 }
    : undefined;
}

const DAY_MS = 86_400_000;

/** Excel's day 0: 1899-12-30 (its false 1900-02-29 lies before any date we take), or 1904-01-01. */
function serialMoment(serial: number | undefined, is1904: boolean): Moment | undefined {
  if (serial === undefined || serial < 20_000 || serial > 90_000) return undefined;
  const zero = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  const seconds = Math.round((serial * DAY_MS) / 1000);
  const iso = new Date(zero + seconds * 1000).toISOString();
  const date = iso.slice(0, 10);
  if (Number.isInteger(serial)) return { date, hour: null, isFullHour: true };
  return { date, hour: Number(iso.slice(11, 13)), isFullHour: iso.slice(14, 19) === "00:00" };
}

const EARLIEST = Date.UTC(1990, 0, 1);
const LATEST = Date.UTC(2101, 0, 1);

function instantMoment(instant: number, timeZone: string): Moment | undefined {
  if (!(instant >= EARLIEST && instant < LATEST)) return undefined;
  // Every zone's offset is a multiple of 15 minutes, which is all that the test for midnight needs.
  return { ...wallClockAt(instant, timeZone), isFullHour: instant % 900_000 === 0 };
}

/** Day of service and slot of a moment whose time is known. */
export function serviceOf(date: string, hour: number): { serviceDate: ServiceDate; slot: Slot } {
  return { serviceDate: serviceDateOf({ date, hour }), slot: slotOfHour(hour) };
}

/** A fraction of a day, as Excel keeps times, or a whole hour 1–23. */
function hourOfNumber(value: number): number | undefined {
  if (value >= 0 && value < 1) return Math.floor(value * 24 + 1e-9);
  return Number.isInteger(value) && value > 0 && value < 24 ? value : undefined;
}

/** Hour of `23:56`, `23h56`, `9h`, `9:05 PM`, `21h00-23h00` (its start), a workbook's time cell or Excel fraction. */
export function hourOf(value: CellValue | undefined): number | undefined {
  if (typeof value === "number") return hourOfNumber(value);
  const text = textOf(value).replace(/^\d{4}-\d\d-\d\dT/, "");
  const found =
    /^(\d{1,2})(?:[:hH.](\d{2})?(?::(\d{2})(?:\.\d+)?)?)? ?(?:([AP])\.?M\.?)?(?: ?(?:-|–|à) ?.*)?$/i.exec(
      text,
    );
  if (!found) return undefined;
  const [, hour, minute = "0", , half] = found;
  const clock = half ? fromHalfDay(Number(hour), half) : Number(hour);
  return clock < 24 && Number(minute) < 60 ? clock : undefined;
}
