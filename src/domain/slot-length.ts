import { SLOT_BEGINS } from "./round.ts";
import type { Slot } from "./slot.ts";
import { offsetAt } from "./wall-clock.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const SLOT_MINUTES = 360;

/**
 * Minutes that a slot of a service date really has in a time zone: 360 but where the clocks change within it, and 0
 * where they jump over it whole, as when a country crosses the date line.
 */
export function slotMinutes(day: string, slot: Slot, timeZone: string): number {
  const from = Date.parse(`${day}T00:00:00Z`) + SLOT_BEGINS[slot] * MINUTE_MS;
  // Most days have no change of clocks near: two looks at the zone instead of thirty.
  if (offsetAt(from - 48 * HOUR_MS, timeZone) === offsetAt(from + 48 * HOUR_MS, timeZone))
    return SLOT_MINUTES;
  const [begin, end] = [from, from + SLOT_MINUTES * MINUTE_MS].map((shown) => reached(shown, timeZone));
  return Math.round(((end ?? 0) - (begin ?? 0)) / MINUTE_MS);
}

/** The first instant from which a watch shows this time (UTC ms of its face) or a later one, to half a minute. */
function reached(shown: number, timeZone: string): number {
  // No zone is more than 14 h from UTC, and none has jumped by more than a day.
  let [before, after] = [shown - 40 * HOUR_MS, shown + 40 * HOUR_MS];
  while (after - before > MINUTE_MS / 2) {
    const middle = (before + after) / 2;
    if (middle + offsetAt(middle, timeZone) >= shown) after = middle;
    else before = middle;
  }
  return after;
}
