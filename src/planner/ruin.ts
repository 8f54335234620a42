/**
 * Takes stops out of the plan so that it can be filled again otherwise: adjacent strings of several routes
 * around a random stop (SISR: Christiaens & Vanden Berghe 2020, "Slack Induction by String Removals",
 * Transportation Science 54(2), §5.2), or whatever stands in the way of one stop that is to be visited.
 */
import { insertStop, removeStops } from "./change.ts";
import { costAt } from "./insertion.ts";
import type { Neighbours } from "./neighbours.ts";
import { refresh, type State } from "./state.ts";
import { TUNING } from "./tuning.ts";

/** Removes strings near a random stop, one of a route at most; nothing may be touched yet. Gives the points removed. */
export function ruinStrings(state: State, neighbours: Neighbours, seed: number): number[] {
  const removed: number[] = [];
  const { routeOf, touched } = state;
  const longest = Math.min(TUNING.longestString, meanLength(state));
  const mean = state.windows ? TUNING.windowRemoved : TUNING.removed;
  let left = Math.floor(1 + state.random() * ((4 * mean) / (1 + longest) - 1));
  const near = neighbours.all(seed);
  for (let k = -1; k < near.length && left > 0; k++) {
    const point = k < 0 ? seed : (near[k] as number);
    const r = routeOf[point] as number;
    if (r < 0 || touched[r]) continue;
    ruinString(state, r, placeOf(state, point, r), longest, removed);
    left -= 1;
  }
  return removed;
}

/** The place of a planned point in its route. */
function placeOf({ seq, width }: State, point: number, r: number): number {
  let place = r * width + 1;
  while (seq[place] !== point) place += 1;
  return place - r * width;
}

/** Removes all stops of a route. */
export function ruinRoute(state: State, r: number): number[] {
  const removed: number[] = [];
  cut(state, r, 1, (state.len[r] as number) - 2, removed);
  refresh(state, r);
  return removed;
}

/**
 * Makes room for one unvisited point in the route where its detour is least, by removing the stops beside its
 * place, the one with less gain first, and puts it in: the exchange move of team orienteering (Archetti,
 * Hertz & Speranza 2007, §3.1) without its infeasible plans. Gives the points removed.
 */
export function force(state: State, point: number): number[] {
  const removed: number[] = [];
  const { r, at } = nearestPlace(state, point);
  if (r < 0) return removed;
  let place = at;
  const { maxStops } = state.problem.routes[r] as State["problem"]["routes"][number];
  while ((state.len[r] as number) - 2 >= maxStops || costAt(state, point, r, place) === Infinity) {
    const last = (state.len[r] as number) - 1;
    if (last <= 1) return removed;
    const before = place > 1 && (place === last || lighter(state, r, place - 1, place));
    if (before) place -= 1;
    cut(state, r, place, 1, removed);
    refresh(state, r);
  }
  insertStop(state, point, r, place);
  return removed;
}

function ruinString(state: State, r: number, at: number, longest: number, removed: number[]): void {
  const stops = (state.len[r] as number) - 2;
  const length = Math.min(stops, Math.floor(1 + state.random() * Math.min(longest, stops)));
  let kept = 0;
  if (state.random() < 0.5) {
    kept = 1;
    while (length + kept < stops && state.random() > 0.5) kept += 1;
  }
  const span = Math.min(stops, length + kept);
  const from = Math.max(1, at - span + 1);
  const to = Math.min(at, stops - span + 1);
  const start = from + Math.floor(state.random() * (to - from + 1));
  const keep = span - length;
  const head = keep === 0 ? length : Math.floor(state.random() * (length + 1));
  cut(state, r, start + head + keep, length - head, removed);
  cut(state, r, start, head, removed);
  refresh(state, r);
}

function cut(state: State, r: number, at: number, count: number, removed: number[]): void {
  const first = r * state.width + at;
  for (let i = first; i < first + count; i++) removed.push(state.seq[i] as number);
  removeStops(state, r, at, count);
}

/** Stops per route, of the routes that have any. */
function meanLength(state: State): number {
  let stops = 0;
  let used = 0;
  for (let r = 0; r < state.m; r++) {
    const own = (state.len[r] as number) - 2;
    stops += own;
    if (own > 0) used += 1;
  }
  return used === 0 ? 1 : stops / used;
}

/** The place of least detour among the routes that may stop at a point, whether it fits or not. */
function nearestPlace(state: State, point: number): { r: number; at: number } {
  const best = { r: -1, at: 1 };
  let least = Infinity;
  const row = point * state.n;
  for (let r = 0; r < state.m; r++) {
    if (((state.gains[r] as Float64Array)[point] as number) < 0) continue;
    const into = state.into[r] as Float64Array;
    const out = state.out[r] as Float64Array;
    const first = r * state.width;
    for (let at = 1; at < (state.len[r] as number); at++) {
      const before = into[row + (state.seq[first + at - 1] as number)] as number;
      const after = out[row + (state.seq[first + at] as number)] as number;
      const detour = before + after - (state.arc[first + at] as number);
      if (detour < least) {
        least = detour;
        best.r = r;
        best.at = at;
      }
    }
  }
  return best;
}

/** True where the stop at place `a` of a route gains less than the one at `b`. */
function lighter(state: State, r: number, a: number, b: number): boolean {
  const gains = state.gains[r] as Float64Array;
  const first = r * state.width;
  return (
    (gains[state.seq[first + a] as number] as number) < (gains[state.seq[first + b] as number] as number)
  );
}
