/**
 * Team orienteering in numbers: choose and order stops of several rounds to collect the most score, each
 * stop at most once, each round within its minutes (Chao, Golden & Wasil 1996; with time windows:
 * Vansteenwegen, Souffriau, Vanden Berghe & Van Oudheusden 2009). Everything the search needs, and no cell,
 * team or slot: `week.ts` makes such a problem of a week, and tests make it of published instances.
 */

/** One route to be filled. Times are counted from the route's start, in the unit of `travels`. */
export interface Route {
  /** Points where it starts and ends; neither is served. */
  readonly start: number;
  readonly end: number;
  /** Longest duration, travel + service + waiting. */
  readonly limit: number;
  /** Greatest number of stops; Infinity where there is none. */
  readonly maxStops: number;
  /** Which of the problem's `travels` it uses. */
  readonly travel: number;
  /** Per point: what a stop there collects; negative where this route may not stop. */
  readonly scores: Float64Array;
  /** Per point: earliest and latest beginning of service; an early arrival waits. */
  readonly opens: Float64Array;
  readonly closes: Float64Array;
  /** Per point: 1 where minutes spent there by this route count towards the share of the point's group. */
  readonly counts: Uint8Array;
}

/** At least `share` of the service minutes spent in a group go to stops that their route's `counts` marks. */
interface Share {
  readonly share: number;
}

export interface Problem {
  /** Number of points: stops, starts and ends. */
  readonly points: number;
  /** Points that may be stops. */
  readonly stops: readonly number[];
  /** Matrices of travel time, row by row: from × points + to. They need not be symmetric. */
  readonly travels: readonly Float64Array[];
  /** Per point: time of service. */
  readonly service: Float64Array;
  /** Per point: 1 where the stop is wanted before any score (pinned, or left over from last week). */
  readonly required: Uint8Array;
  /** Per point: its group in `shares`, or −1. */
  readonly group: Int32Array;
  readonly shares: readonly Share[];
  readonly routes: readonly Route[];
}

/** A plan: the points of each route from its start to its end, both included. */
export interface Solution {
  readonly routes: readonly (readonly number[])[];
  /** Score collected. */
  readonly score: number;
  /** Total travel time. */
  readonly travel: number;
  /** Required stops that no route holds. */
  readonly missing: readonly number[];
  /** Minutes that each group lacks to reach its share; 0 where it is reached. */
  readonly lacking: readonly number[];
}

/** Rounding that a limit or a closing time forgives; far below a second. */
export const TOLERANCE = 1e-9;
