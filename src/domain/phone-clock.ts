/**
 * The day on a phone that may be without network for long, and whose clock anybody can set. A server's day is
 * believed outright; between two of them the phone's own date only tells how many days have gone by since, never back.
 */
import { addDays, daysBetween, type ServiceDate, serviceDateOf, type WallClock } from "./slot.ts";

/** What the phone believes, kept with the day's rounds. */
export interface PhoneClock {
  /** The day of service that goes on, as last told by the server plus the days counted since. */
  readonly day: ServiceDate;
  /** The phone's own day of service when that was so. */
  readonly seen: ServiceDate;
}

/** The clock when a server has just told the days of service that go on (`field_day`, at least one). */
export function toldClock(days: readonly ServiceDate[], now: WallClock): PhoneClock {
  const own = serviceDateOf(now);
  const day = days.includes(own) ? own : (days[0] ?? own);
  return { day, seen: own };
}

/** The clock at a later look at the phone's own date: it goes on with it, and never back. */
export function advancedClock({ day, seen }: PhoneClock, now: WallClock): PhoneClock {
  const own = serviceDateOf(now);
  const passed = Math.max(0, daysBetween(seen, own));
  return { day: addDays(day, passed) as ServiceDate, seen: own };
}

/** Days after which what was not sent is wiped, and from which that is announced (privacy.md, issue 5). */
const WIPE_DAYS = 7;
const WARN_DAYS = 5;

/** What becomes of an unsent record: it waits, its end is announced, or it goes. */
export type UnsentFate =
  | { readonly kind: "waits" }
  | { readonly kind: "warned"; readonly days: number }
  | { readonly kind: "wiped" };

/**
 * The fate of a record of `recorded` on `today`. It is wiped after 7 days, but never unannounced: a phone that was
 * off for a week, or whose clock was set forward, announces it on one day and wipes on the next one it is opened.
 * `warnedOn`: the days on which the person has been told so.
 */
export function unsentFate(
  recorded: ServiceDate,
  today: ServiceDate,
  warnedOn: readonly ServiceDate[],
): UnsentFate {
  const age = daysBetween(recorded, today);
  if (age < WARN_DAYS) return { kind: "waits" };
  const isTold = warnedOn.some((day) => day < today);
  if (age >= WIPE_DAYS && isTold) return { kind: "wiped" };
  return { kind: "warned", days: Math.max(1, WIPE_DAYS - age) };
}
