import type { Outcome } from "../domain/outcome.ts";
import { type CallError, read } from "./call.ts";
import { type Decoded, day, integer, list, maybe, otherwise, record, text } from "./decode.ts";

/** Who a release is for: the team's educators, or the organisation's leads. */
export const TIERS = ["educator", "lead"] as const;
export type Tier = (typeof TIERS)[number];

/** The rules of a tier. */
export const policy = record({
  /** Fewest youths before noise. */
  k0: integer,
  /** Width of the noise, added to every threshold. */
  d: integer,
  /** Length of a window, in ISO weeks. */
  weeks: integer,
  /** Days between a window's end and its publication. */
  lag_days: integer,
  classes: list(record({ class: integer, from: integer, to: maybe(integer) })),
  /** Fewest visits, and on how many dates, before a leaf is shown. */
  visits: otherwise(integer, 3),
  dates: otherwise(integer, 3),
});

const published = record({
  id: integer,
  season_id: integer,
  starts_on: day,
  ends_on: day,
  published_at: text,
  shown_leaves: integer,
  at_least: integer,
});

/** The answer of `windows`. */
export const windows = record({
  policy,
  windows: list(published),
  next: maybe(record({ starts_on: day, ends_on: day, due_on: day })),
});

/** Published windows of a tier, oldest first, the rules they follow, and the one that comes next. */
export type Windows = Decoded<typeof windows>;
export type PublishedWindow = Decoded<typeof published>;
export type ReleasePolicy = Decoded<typeof policy>;

/** Asks for the windows of a tier. */
export function fetchWindows(tier: Tier, signal?: AbortSignal): Promise<Outcome<Windows, CallError>> {
  return read("windows", { tier }, windows, signal);
}
