import type { PublishedWindow } from "../../data/windows.ts";
import type { Period } from "./heat-address.ts";

/** Windows by index, both ends included. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/** The windows that a period names, or the last window where it names none that is published. */
export function spanOf(windows: readonly PublishedWindow[], period: Period | undefined): Span | undefined {
  const end = windows.length - 1;
  if (end < 0) return undefined;
  if (!period) return { first: end, last: end };
  const first = windows.findIndex((each) => each.starts_on === period.from);
  const last = windows.findIndex((each) => each.starts_on === period.to);
  if (first < 0 || last < first) return { first: end, last: end };
  return sameSeason(windows, first, last) ? { first, last } : { first: last, last };
}

/** The span on the screen, the one it is compared with, and the season of both. */
export interface Spans {
  readonly span: Span | undefined;
  readonly other: Span | undefined;
  /** The other period lies in another season: its leaves are not the same, so it is not compared. */
  readonly foreign: boolean;
  readonly season: number | undefined;
}

/** What two periods of the address mean among the windows that are published. */
export function spansOf(
  windows: readonly PublishedWindow[],
  period: Period | undefined,
  other: Period | undefined,
): Spans {
  const span = spanOf(windows, period);
  const season = span && windows[span.last]?.season_id;
  const asked = span && other && spanOf(windows, other);
  const foreign = asked !== undefined && windows[asked.last]?.season_id !== season;
  return { span, other: foreign ? undefined : asked, foreign, season };
}

/** The span that a comparison begins with: just before, else just after, of the same season where it can be. */
export function spanToCompare(windows: readonly PublishedWindow[], span: Span): Span | undefined {
  const length = span.last - span.first;
  for (const first of [span.first - length - 1, span.last + 1, span.first - 1]) {
    const last = first < span.first ? Math.min(first + length, span.first - 1) : first + length;
    if (sameSeason(windows, first, span.first) && sameSeason(windows, last, span.first))
      return { first, last };
  }
  return undefined;
}

/** The period of a span, as the address says it. */
export function periodOf(windows: readonly PublishedWindow[], span: Span): Period | undefined {
  const first = windows[span.first];
  const last = windows[span.last];
  return first && last ? { from: first.starts_on, to: last.starts_on } : undefined;
}

/** First and last day that a span covers. */
export function daysOf(
  windows: readonly PublishedWindow[],
  span: Span,
): { readonly from: string; readonly to: string } | undefined {
  const first = windows[span.first];
  const last = windows[span.last];
  return first && last ? { from: first.starts_on, to: last.ends_on } : undefined;
}

/** Moves one end of a span; the other end follows so that the span stays in order and within one season. */
export function moveEnd(
  windows: readonly PublishedWindow[],
  span: Span,
  end: "first" | "last",
  to: number,
): Span {
  const at = Math.min(windows.length - 1, Math.max(0, Math.round(to)));
  if (end === "first") {
    const last = Math.max(at, span.last);
    return { first: at, last: sameSeason(windows, at, last) ? last : seasonEnd(windows, at) };
  }
  const first = Math.min(at, span.first);
  return { first: sameSeason(windows, first, at) ? first : seasonStart(windows, at), last: at };
}

/** The span one window later, of the same length, or undefined at the end. It jumps over a change of season. */
export function nextSpan(windows: readonly PublishedWindow[], span: Span): Span | undefined {
  const length = span.last - span.first;
  for (let last = span.last + 1; last < windows.length; last++) {
    const first = last - length;
    if (sameSeason(windows, first, last)) return { first, last };
  }
  return undefined;
}

/** The first span of the same length, where play begins again. */
export function firstSpan(windows: readonly PublishedWindow[], span: Span): Span {
  const length = span.last - span.first;
  for (let first = 0; first + length < windows.length; first++) {
    if (sameSeason(windows, first, first + length)) return { first, last: first + length };
  }
  return span;
}

/** Whether two windows lie in one season: only then do leaves, and thus a range, mean the same. */
export function sameSeason(windows: readonly PublishedWindow[], a: number, b: number): boolean {
  return windows[a] !== undefined && windows[a]?.season_id === windows[b]?.season_id;
}

function seasonEnd(windows: readonly PublishedWindow[], at: number): number {
  let last = at;
  while (last + 1 < windows.length && sameSeason(windows, at, last + 1)) last++;
  return last;
}

function seasonStart(windows: readonly PublishedWindow[], at: number): number {
  let first = at;
  while (first > 0 && sameSeason(windows, at, first - 1)) first--;
  return first;
}
