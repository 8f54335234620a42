/** Cheapest feasible places to put a stop, found by full scans and kept up to date after each insertion. */
import { TOLERANCE } from "./problem.ts";
import type { State } from "./state.ts";

/** Per point × route: the cheapest insertion's cost in time, service included (Infinity: none), and its place. */
export interface Offers {
  readonly cost: Float64Array;
  readonly at: Int32Array;
  /** The route's version that an offer was made for. */
  readonly version: Int32Array;
}

/** Offers for a state's points and routes. */
export function emptyOffers(state: State): Offers {
  const size = state.n * state.m;
  return { cost: new Float64Array(size), at: new Int32Array(size), version: new Int32Array(size) };
}

/**
 * Finds the cheapest place of a point in a route. `blink` is the chance that a better place is overlooked
 * (Christiaens & Vanden Berghe 2020, §5.3): it keeps the greedy insertion from repeating itself.
 */
export function scan(state: State, offers: Offers, point: number, r: number, blink: number): void {
  const slot = point * state.m + r;
  offers.cost[slot] = Infinity;
  offers.at[slot] = 0;
  offers.version[slot] = state.version[r] as number;
  const route = state.problem.routes[r] as State["problem"]["routes"][number];
  if ((route.scores[point] as number) < 0 || (state.len[r] as number) - 2 >= route.maxStops) return;
  if (state.windows) scanWindows(state, offers, point, r, blink);
  else scanPlain(state, offers, point, r, blink);
}

/** Brings an offer up to date after another point was inserted at `put` of the same route. */
export function rescan(
  state: State,
  offers: Offers,
  point: number,
  r: number,
  put: number,
  blink: number,
): void {
  const slot = point * state.m + r;
  const at = offers.at[slot] as number;
  offers.version[slot] = state.version[r] as number;
  if (at === 0) return;
  const route = state.problem.routes[r] as State["problem"]["routes"][number];
  const shifted = at > put ? at + 1 : at;
  const kept = at === put ? Infinity : costAt(state, point, r, shifted);
  if (kept === Infinity || (state.len[r] as number) - 2 >= route.maxStops) {
    scan(state, offers, point, r, blink);
    return;
  }
  let cost = kept;
  let place = shifted;
  for (let i = put; i <= put + 1; i++) {
    const other = costAt(state, point, r, i);
    if (other < cost) {
      cost = other;
      place = i;
    }
  }
  offers.cost[slot] = cost;
  offers.at[slot] = place;
}

/** Cost in time of putting a point before the place `at` of a route; Infinity where it does not fit. */
export function costAt(state: State, point: number, r: number, at: number): number {
  const i = r * state.width + at;
  const row = point * state.n;
  const service = state.service[point] as number;
  const before = state.seq[i - 1] as number;
  const coming = (state.into[r] as Float64Array)[row + before] as number;
  const going = (state.out[r] as Float64Array)[row + (state.seq[i] as number)] as number;
  const { opens, closes } = state.problem.routes[r] as State["problem"]["routes"][number];
  const left = (state.es[i - 1] as number) + (at > 1 ? (state.service[before] as number) : 0);
  const begin = Math.max(left + coming, opens[point] as number);
  if (begin > (closes[point] as number) + TOLERANCE) return Infinity;
  const arrival = begin + service + going;
  if (arrival > (state.ls[i] as number)) return Infinity;
  const detour = coming + going - (state.arc[i] as number) + service;
  return state.windows ? Math.max(detour, arrival - (state.es[i] as number)) : detour;
}

/** Without windows only the detour matters, and the route's slack bounds it. */
function scanPlain(state: State, offers: Offers, point: number, r: number, blink: number): void {
  const { seq, arc, random } = state;
  const into = state.into[r] as Float64Array;
  const out = state.out[r] as Float64Array;
  const row = point * state.n;
  const first = r * state.width;
  const end = first + (state.len[r] as number);
  const service = state.service[point] as number;
  let best = (state.ls[first] as number) - service;
  let place = 0;
  for (let i = first + 1; i < end; i++) {
    const cost =
      (into[row + (seq[i - 1] as number)] as number) +
      (out[row + (seq[i] as number)] as number) -
      (arc[i] as number);
    if (cost < best && (blink === 0 || random() >= blink)) {
      best = cost;
      place = i - first;
    }
  }
  if (place === 0) return;
  offers.cost[point * state.m + r] = best + service;
  offers.at[point * state.m + r] = place;
}

function scanWindows(state: State, offers: Offers, point: number, r: number, blink: number): void {
  const length = state.len[r] as number;
  const first = r * state.width;
  const into = state.into[r] as Float64Array;
  const row = point * state.n;
  const latest =
    ((state.problem.routes[r] as State["problem"]["routes"][number]).closes[point] as number) + TOLERANCE;
  let best = Infinity;
  let place = 0;
  for (let at = 1; at < length; at++) {
    const i = first + at - 1;
    const reach = (state.es[i] as number) + (into[row + (state.seq[i] as number)] as number);
    if (reach > latest) break;
    const cost = costAt(state, point, r, at);
    if (cost < best && (blink === 0 || state.random() >= blink)) {
      best = cost;
      place = at;
    }
  }
  offers.cost[point * state.m + r] = best;
  offers.at[point * state.m + r] = place;
}
