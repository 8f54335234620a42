import type { Outcome } from "../domain/outcome.ts";
import { type CallError, read } from "./call.ts";
import { type Decoded, day, integer, list, maybe, oneOf, record, text } from "./decode.ts";
import { LAYERS } from "./publishing.ts";
import { TIERS } from "./windows.ts";

/** Where a window stands: to be published, in view, or over 52 weeks old and out of view. */
export const WINDOW_STATES = ["due", "published", "withdrawn"] as const;

const calendar = record({
  windows: list(
    record({
      layer: oneOf(LAYERS),
      tier: oneOf(TIERS),
      /** Null: of the whole organisation. */
      team: maybe(text),
      starts_on: day,
      ends_on: day,
      state: oneOf(WINDOW_STATES),
      due_on: maybe(day),
      published_at: maybe(text),
      /** Null: not said. */
      shown_leaves: maybe(integer),
    }),
  ),
});

/** A window of any layer, tier and team: dates and state, no place and no class. */
export type CalendarWindow = Decoded<typeof calendar>["windows"][number];

/** Asks for every window, newest first (dpo). */
export async function fetchWindowCalendar(
  signal?: AbortSignal,
): Promise<Outcome<readonly CalendarWindow[], CallError>> {
  const outcome = await read("window_calendar", {}, calendar, signal);
  return outcome.ok ? { ok: true, value: outcome.value.windows } : outcome;
}
