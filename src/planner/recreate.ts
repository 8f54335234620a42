/** Fills the routes again: the stop with the most score^p per minute of detour goes in first. */
import { insertStop, lackingOf } from "./change.ts";
import { emptyOffers, type Offers, rescan, scan } from "./insertion.ts";
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
  /** Per point: the last recreation that took it up. */
  readonly seen: Int32Array;
  turn: number;
  /** Added to every cost: the larger, the less the detour counts against the score. */
  base: number;
}

/** How one recreation weighs its candidates. */
export interface Manner {
  /** Exponent of the score. */
  readonly power: number;
  /** Spread of the random factor around 1. */
  readonly noise: number;
  readonly blink: number;
  /** Added to every insertion's cost, at least a little above 0. */
  readonly base: number;
  /** Point whose neighbours weigh more, or −1. */
  readonly focus: number;
}

/** Beyond this many candidates a recreation looks only around what was removed. */
const MANY = 160;
const NEARBY = 16;
const STRANGERS = 24;
const FOCUS_SIZE = 12;
const FOCUS_WEIGHT = 2.5;

/** Buffers for a state. */
export function emptyFiller(state: State, neighbours: Neighbours): Filler {
  return {
    ...{ offers: emptyOffers(state), neighbours, turn: 0, base: 1e-3 },
    ...{ waiting: new Int32Array(state.n), weight: new Float64Array(state.n) },
    ...{ ratio: new Float64Array(state.n), into: new Int32Array(state.n), seen: new Int32Array(state.n) },
  };
}

/** Puts stops in until none fits. `removed` are the points just taken out. */
export function recreate(state: State, filler: Filler, manner: Manner, removed: readonly number[]): void {
  filler.base = manner.base;
  const gathered = gather(state, filler, removed);
  weigh(state, filler, manner, gathered);
  for (let w = 0; w < gathered; w++) {
    const point = filler.waiting[w] as number;
    for (let r = 0; r < state.m; r++) {
      if (filler.offers.version[point * state.m + r] !== state.version[r])
        scan(state, filler.offers, point, r, manner.blink);
    }
    choose(state, filler, point);
  }
  let round = survey(filler, gathered);
  while (round.waiting > 0) {
    const point = filler.waiting[round.best] as number;
    filler.waiting[round.best] = filler.waiting[round.waiting - 1] as number;
    const r = filler.into[point] as number;
    const place = filler.offers.at[point * state.m + r] as number;
    insertStop(state, point, r, place);
    update(state, filler, round.waiting - 1, r, place, manner.blink);
    round = survey(filler, round.waiting - 1);
  }
}

/** Brings the offers of all waiting points up to date after an insertion into a route. */
function update(
  state: State,
  filler: Filler,
  waiting: number,
  r: number,
  place: number,
  blink: number,
): void {
  const { offers, into, ratio, weight } = filler;
  const relative = state.relative[r] as Float64Array;
  const version = state.version[r] as number;
  for (let w = 0; w < waiting; w++) {
    const point = filler.waiting[w] as number;
    const slot = point * state.m + r;
    if (offers.at[slot] === 0) {
      offers.version[slot] = version;
      continue;
    }
    rescan(state, offers, point, r, place, blink);
    if (into[point] === r) {
      choose(state, filler, point);
      continue;
    }
    const worth =
      ((weight[point] as number) * (relative[point] as number)) /
      ((offers.cost[slot] as number) + filler.base);
    if (worth > (ratio[point] as number)) {
      ratio[point] = worth;
      into[point] = r;
    }
  }
}

/**
 * Drops the points that fit nowhere any more (feasibility only shrinks while stops are added) and finds the
 * place of the best of the others.
 */
function survey(
  { waiting: points, into, ratio }: Filler,
  waiting: number,
): { waiting: number; best: number } {
  let kept = 0;
  let best = 0;
  let most = -1;
  for (let w = 0; w < waiting; w++) {
    const point = points[w] as number;
    if ((into[point] as number) < 0) continue;
    if ((ratio[point] as number) > most) {
      most = ratio[point] as number;
      best = kept;
    }
    points[kept++] = point;
  }
  return { waiting: kept, best };
}

/** Candidates: every point outside the routes, or, of very many, those near what was removed and a few others. */
function gather(state: State, filler: Filler, removed: readonly number[]): number {
  const { stops, required } = state.problem;
  filler.turn += 1;
  let waiting = 0;
  const take = (point: number) => {
    if ((state.routeOf[point] as number) >= 0 || filler.seen[point] === filler.turn) return;
    filler.seen[point] = filler.turn;
    filler.waiting[waiting++] = point;
  };
  if (stops.length <= MANY || removed.length === 0) {
    for (const point of stops) take(point);
    return waiting;
  }
  for (const point of removed) {
    take(point);
    for (const near of filler.neighbours.of(point, NEARBY)) take(near);
  }
  for (let i = 0; i < STRANGERS; i++) take(stops[Math.floor(state.random() * stops.length)] as number);
  for (const point of stops) if (required[point]) take(point);
  return waiting;
}

function weigh(state: State, filler: Filler, manner: Manner, waiting: number): void {
  const { group, shares } = state.problem;
  for (let w = 0; w < waiting; w++) {
    const point = filler.waiting[w] as number;
    let gain = state.top[point] as number;
    const g = group[point] as number;
    if (g >= 0 && state.explores[point] && lackingOf(state, g) > 0) {
      gain += state.lackCost * (1 - (shares[g]?.share ?? 0)) * (state.service[point] as number);
    }
    filler.weight[point] = gain ** manner.power * (1 + manner.noise * (state.random() - 0.5));
  }
  if (manner.focus < 0) return;
  for (const point of filler.neighbours.of(manner.focus, FOCUS_SIZE)) {
    filler.weight[point] = (filler.weight[point] as number) * FOCUS_WEIGHT;
  }
}

/** Finds a point's best route: most gain per cost. */
function choose(state: State, filler: Filler, point: number): void {
  const { cost } = filler.offers;
  const from = point * state.m;
  let most = 0;
  let best = -1;
  for (let r = 0; r < state.m; r++) {
    const ratio =
      ((state.relative[r] as Float64Array)[point] as number) / ((cost[from + r] as number) + filler.base);
    if (ratio > most) {
      most = ratio;
      best = r;
    }
  }
  filler.into[point] = best;
  filler.ratio[point] = (filler.weight[point] as number) * most;
}
