/** From a watch to an instant: what is true of a time of day when clocks change. */
import { addDays } from "./slot.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A time on a watch: a calendar day and minutes after its midnight, which may exceed 24 h. */
export interface WatchTime {
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly minutes: number;
}

/** An instant in ms since 1970, and whether a watch ever shows the time that was asked for. */
export interface FoundInstant {
  readonly instant: number;
  /** False where clocks jump over it: the instant is then as much later as they jump (RFC 5545, 3.3.5). */
  readonly exists: boolean;
}

/**
 * The instant at which a watch in `timeZone` (IANA name) shows a time. A time that comes twice is meant the first
 * time; one that never comes is counted from before the jump (RFC 5545, 3.3.5: both rules).
 */
export function instantOf({ day, minutes }: WatchTime, timeZone: string): FoundInstant {
  const local = Date.parse(`${day}T00:00:00Z`) + minutes * MINUTE_MS;
  const before = offsetAt(local - DAY_MS, timeZone);
  const after = offsetAt(local + DAY_MS, timeZone);
  const found = [local - before, local - after]
    .filter((instant) => instant + offsetAt(instant, timeZone) === local)
    .toSorted((one, other) => one - other);
  const [first] = found;
  return first === undefined ? { instant: local - before, exists: false } : { instant: first, exists: true };
}

/** What a watch in `timeZone` shows at an instant. */
export function watchTimeAt(instant: number, timeZone: string): WatchTime {
  const local = instant + offsetAt(instant, timeZone);
  const midnight = Math.floor(local / DAY_MS) * DAY_MS;
  return {
    day: addDays("1970-01-01", midnight / DAY_MS),
    minutes: Math.floor((local - midnight) / MINUTE_MS),
  };
}

/** Milliseconds by which a watch in `timeZone` is ahead of UTC at an instant. */
export function offsetAt(instant: number, timeZone: string): number {
  const parts = formatterFor(timeZone).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((each) => each.type === type)?.value ?? Number.NaN);
  const shown = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return shown - Math.floor(instant / 1000) * 1000;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone,
    calendar: "gregory",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  formatters.set(timeZone, made);
  return made;
}
