/** Cheapest feasible places to put a stop, found by full scans and kept up to date after each insertion. */
import { type Route, TOLERANCE } from "./problem.ts";
import type { State } from "./state.ts";

/** Per point × route: the cheapest insertion's cost in time, service included (Infinity: none), and its place. */
interface OfferTable {
  readonly cost: Float64Array;
  readonly at: Int32Array;
  /** The route's version that an offer was made for. */
  readonly version: Int32Array;
}

/** The present offers, and those made for routes as they were last kept: good again when a change is taken back. */
export interface Offers extends OfferTable {
  readonly kept: OfferTable;
}

/** Offers for a state's points and routes. */
export function emptyOffers(state: State): Offers {
  const size = state.n * state.m;
  const make = () => ({
    cost: new Float64Array(size),
    at: new Int32Array(size),
    version: new Int32Array(size),
  });
  const { cost, at, version } = make();
  return { cost, at, version, kept: make() };
}

/** Has the offer of a point and a route at hand: the present one, the kept one, or a new scan. */
export function obtain(state: State, offers: Offers, point: number, r: number, blink: number): void {
  const slot = point * state.m + r;
  const version = state.version[r] as number;
  if (offers.version[slot] === version) return;
  if (offers.kept.version[slot] === version) {
    copyOffer(offers.kept, offers, slot);
    return;
  }
  scan(state, offers, point, r, blink);
  if (state.touched[r] === 0) copyOffer(offers, offers.kept, slot);
}

function copyOffer(from: OfferTable, to: OfferTable, slot: number): void {
  to.cost[slot] = from.cost[slot] as number;
  to.at[slot] = from.at[slot] as number;
  to.version[slot] = from.version[slot] as number;
}

/**
 * Finds the cheapest place of a point in a route. `blink` is the chance that a better place is overlooked
 * (Christiaens & Vanden Berghe 2020, §5.3): it keeps the greedy insertion from repeating itself.
 */
function scan(state: State, offers: Offers, point: number, r: number, blink: number): void {
  const slot = point * state.m + r;
  offers.cost[slot] = Infinity;
  offers.at[slot] = 0;
  offers.version[slot] = state.version[r] as number;
  const route = state.problem.routes[r] as Route;
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
  const route = state.problem.routes[r] as Route;
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
  const detour = coming + going - (state.arc[i] as number) + service;
  if (!state.windows) return detour <= (state.slack[r] as number) ? detour : Infinity;
  const { opens, closes } = state.problem.routes[r] as Route;
  const left = state.leaves[i - 1] as number;
  const begin = Math.max(left + coming, opens[point] as number);
  if (begin > (closes[point] as number) + TOLERANCE) return Infinity;
  const arrival = begin + service + going;
  if (arrival > (state.ls[i] as number)) return Infinity;
  return Math.max(detour, arrival - (state.es[i] as number));
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
  let best = (state.slack[r] as number) - service;
  if (best < 0) return;
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

/**
 * With windows a place's cost is the later arrival that it causes, waiting included, or the detour where that is
 * more. The scan ends where the point would be reached after it closes: later places are reached later still.
 */
function scanWindows(state: State, offers: Offers, point: number, r: number, blink: number): void {
  const { seq, es, ls, leaves, arc, random } = state;
  const { opens, closes } = state.problem.routes[r] as Route;
  const into = state.into[r] as Float64Array;
  const out = state.out[r] as Float64Array;
  const row = point * state.n;
  const first = r * state.width;
  const end = first + (state.len[r] as number);
  const latest = (closes[point] as number) + TOLERANCE;
  const opening = opens[point] as number;
  const service = state.service[point] as number;
  let best = Infinity;
  let place = 0;
  for (let i = first + 1; i < end; i++) {
    const coming = into[row + (seq[i - 1] as number)] as number;
    const reach = (leaves[i - 1] as number) + coming;
    if (reach > latest) break;
    const going = (out[row + (seq[i] as number)] as number) + service;
    const arrival = Math.max(reach, opening) + going;
    const fits = arrival <= (ls[i] as number);
    const detour = coming + going - (arc[i] as number);
    const cost = fits ? Math.max(arrival - (es[i] as number), detour) : Infinity;
    if (cost < best && (blink === 0 || random() >= blink)) {
      best = cost;
      place = i - first;
    }
  }
  offers.cost[point * state.m + r] = best;
  offers.at[point * state.m + r] = place;
}
