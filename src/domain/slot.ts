/** Part of the day of a round, in wall-clock hours: 6–12, 12–18, 18–24, 0–6. */
export const SLOTS = ["morning", "afternoon", "evening", "night"] as const;
export type Slot = (typeof SLOTS)[number];

/** A calendar day `YYYY-MM-DD`: the local date of (time − 6 h), so a night round belongs to its evening. */
export type ServiceDate = string & { readonly kind: "service_date" };

/** A wall-clock moment, without zone: what a watch in the organisation's time zone shows. */
export interface WallClock {
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** 0–23 */
  readonly hour: number;
}

/** The slot in which a wall-clock hour (0–23) falls. */
export function slotOfHour(hour: number): Slot {
  if (!Number.isInteger(hour) || hour < 0 || hour > 23) throw new RangeError("hour outside 0–23");
  if (hour < 6) return "night";
  if (hour < 12) return "morning";
  return hour < 18 ? "afternoon" : "evening";
}

/** The day of service of a wall-clock moment: the date of (time − 6 h), on the wall clock. */
export function serviceDateOf(moment: WallClock): ServiceDate {
  return (moment.hour < 6 ? addDays(moment.date, -1) : moment.date) as ServiceDate;
}

/** Adds whole days to a calendar day `YYYY-MM-DD`; no time zone is involved. */
export function addDays(day: string, days: number): string {
  const time = Date.parse(`${day}T00:00:00Z`) + days * 86_400_000;
  return new Date(time).toISOString().slice(0, 10);
}

/** Whole days from `from` to `to`, both `YYYY-MM-DD`. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** The Monday of a day's week. */
export function mondayOf(day: string): ServiceDate {
  return addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7)) as ServiceDate;
}

/** What a watch in `timeZone` (IANA name) shows at an instant (milliseconds since 1970). */
export function wallClockAt(instant: number, timeZone: string): WallClock {
  const parts = formatterFor(timeZone).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((p) => p.type === type)?.value ?? "";
  return { date: `${part("year")}-${part("month")}-${part("day")}`, hour: Number(part("hour")) };
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    hourCycle: "h23",
  });
  formatters.set(timeZone, made);
  return made;
}
