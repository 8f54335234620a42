/** Which stops a recreation considers, and how much each weighs. */
import { lackingOf } from "./change.ts";
import { emptyOffers, type Offers } from "./insertion.ts";
import type { Neighbours } from "./neighbours.ts";
import type { State } from "./state.ts";

/** Buffers of the recreation, made once. */
export interface Filler {
  readonly offers: Offers;
  readonly neighbours: Neighbours;
  /** Points outside every route that may go in. */
  readonly waiting: Int32Array;
  readonly weight: Float64Array;
  /** Per point: best weight per cost, and the route that gives it (−1: none). */
  readonly ratio: Float64Array;
  readonly into: Int32Array;
  /** Per power: the points' greatest gains raised to it. */
  readonly powers: Map<number, Float64Array>;
  /** Per point: the last recreation that took it up. */
  readonly seen: Int32Array;
  turn: number;
  /** Added to every cost: the larger, the less the detour counts against the score. */
  base: number;
}

/** How one recreation weighs its candidates. */
export interface Manner {
  /** Exponent of the score. */
  power: number;
  /** Spread of the random factor around 1. */
  noise: number;
  blink: number;
  /** Added to every insertion's cost, at least a little above 0. */
  base: number;
  /** Point whose neighbours weigh more, or −1. */
  focus: number;
}

/** Beyond so many stops, and so many pairs of stop and route, a recreation looks only around what was removed. */
const MANY = 160;
const MANY_OFFERS = 800;
const NEARBY = 16;
const STRANGERS = 24;
const FOCUS_SIZE = 12;
const FOCUS_WEIGHT = 2.5;

/** Buffers for a state. */
export function emptyFiller(state: State, neighbours: Neighbours): Filler {
  return {
    offers: emptyOffers(state),
    neighbours,
    waiting: new Int32Array(state.n),
    weight: new Float64Array(state.n),
    ratio: new Float64Array(state.n),
    into: new Int32Array(state.n),
    powers: new Map(),
    seen: new Int32Array(state.n),
    turn: 0,
    base: 1e-3,
  };
}

/** Candidates: every point outside the routes, or, of very many, those near what was removed and a few others. */
export function gather(state: State, filler: Filler, removed: readonly number[]): number {
  const { stops } = state.problem;
  filler.turn += 1;
  if (stops.length > MANY && stops.length * state.m > MANY_OFFERS && removed.length > 0)
    return gatherNear(state, filler, removed);
  let waiting = 0;
  for (let i = 0; i < stops.length; i++) waiting = take(state, filler, stops[i] as number, waiting);
  return waiting;
}

/** Of very many: what was removed, its neighbours, what is required, and some strangers. */
function gatherNear(state: State, filler: Filler, removed: readonly number[]): number {
  const { stops, required } = state.problem;
  let waiting = 0;
  for (const point of removed) {
    waiting = take(state, filler, point, waiting);
    for (const near of filler.neighbours.of(point, NEARBY)) waiting = take(state, filler, near, waiting);
  }
  for (let i = 0; i < STRANGERS; i++) {
    waiting = take(state, filler, stops[Math.floor(state.random() * stops.length)] as number, waiting);
  }
  for (const point of stops) if (required[point]) waiting = take(state, filler, point, waiting);
  return waiting;
}

/** Takes up a point that is outside the routes, once; gives how many wait then. */
function take(state: State, filler: Filler, point: number, waiting: number): number {
  if ((state.routeOf[point] as number) >= 0 || filler.seen[point] === filler.turn) return waiting;
  filler.seen[point] = filler.turn;
  filler.waiting[waiting] = point;
  return waiting + 1;
}

/** Draws each candidate's weight: its gain to the manner's power, times a random factor. */
export function weigh(state: State, filler: Filler, manner: Manner, waiting: number): void {
  const { group, shares } = state.problem;
  const powers = raisedTo(state, filler, manner.power);
  for (let w = 0; w < waiting; w++) {
    const point = filler.waiting[w] as number;
    let gain = state.top[point] as number;
    const g = group[point] as number;
    if (g >= 0 && state.explores[point] && lackingOf(state, g) > 0) {
      gain += state.lackCost * (1 - (shares[g]?.share ?? 0)) * (state.service[point] as number);
    }
    const raised = gain === state.top[point] ? (powers[point] as number) : gain ** manner.power;
    filler.weight[point] = raised * (1 + manner.noise * (state.random() - 0.5));
  }
  if (manner.focus < 0) return;
  for (const point of filler.neighbours.of(manner.focus, FOCUS_SIZE)) {
    filler.weight[point] = (filler.weight[point] as number) * FOCUS_WEIGHT;
  }
}

/** Every point's greatest gain to a power; made once for each power. */
function raisedTo(state: State, { powers }: Filler, power: number): Float64Array {
  const known = powers.get(power);
  if (known) return known;
  const made = state.top.map((gain) => gain ** power);
  powers.set(power, made);
  return made;
}
