/**
 * Ruin, recreate, shorten; keep by simulated annealing (Kirkpatrick, Gelatt & Vecchi 1983), in cycles that grow
 * longer. The temperature depends on the number of iterations done alone, never on a budget, so that a longer
 * search of the same seed passes through the same plans and can only end with a better one.
 */
import { settle, takeBack, worth } from "./change.ts";
import { type Neighbours, neighboursOf } from "./neighbours.ts";
import type { Problem } from "./problem.ts";
import { emptyFiller, type Filler, type Manner, recreate } from "./recreate.ts";
import { force, ruinRoute, ruinStrings } from "./ruin.ts";
import { shorten } from "./shorten.ts";
import { emptyState, type State } from "./state.ts";

/** What the search was tuned to (docs/decisions/0005-optimiser.md). */
const TUNING = {
  firstCycle: 3000,
  growth: 2,
  /** Temperatures at the beginning and end of a cycle, in mean scores of a stop. */
  hot: 0.6,
  cold: 0.06,
  /** Worth of travel saved: mean scores per mean distance between neighbours. */
  travelWorth: 0.1,
  baseShare: 0.5,
  base: 4,
  forceShare: 0.3,
  routeShare: 0.02,
  focusShare: 0.3,
  powers: [1, 3],
  noise: 0.5,
  blink: 0.02,
  longestMoved: 1,
};

/** A search under way. */
export interface Search {
  readonly state: State;
  readonly filler: Filler;
  readonly neighbours: Neighbours;
  readonly stops: readonly number[];
  readonly meanScore: number;
  readonly meanStep: number;
  readonly travelWorth: number;
  readonly best: { seq: Int32Array; len: Int32Array; worth: number; travel: number };
  iteration: number;
  cycle: number;
  inCycle: number;
}

/** Starts a search with a greedily filled plan, which is its first best. */
export function startSearch(problem: Problem, seed: number): Search {
  const state = emptyState(problem, seed);
  const neighbours = neighboursOf(problem);
  const filler = emptyFiller(state, neighbours);
  const stops = problem.stops;
  const meanScore = mean(stops.map((point) => topScore(problem, point))) || 1;
  const meanStep = mean(stops.slice(0, 200).map((point) => stepOf(problem, neighbours, point))) || 1;
  recreate(state, filler, { power: 1, noise: 0, blink: 0, base: 1e-3, focus: -1 }, []);
  settle(state);
  const best = { seq: state.seq.slice(), len: state.len.slice(), worth: worth(state), travel: state.travel };
  return {
    ...{
      state,
      filler,
      neighbours,
      stops,
      meanScore,
      meanStep,
      travelWorth: (TUNING.travelWorth * meanScore) / meanStep,
    },
    ...{ best, iteration: 0, cycle: TUNING.firstCycle, inCycle: 0 },
  };
}

/** Does one iteration; true where it found a better plan (more worth, or as much with less travel). */
export function iterate(search: Search): boolean {
  const { state } = search;
  const before = worth(state);
  const travel = state.travel;
  const heat = temperature(search);
  const bar = before + heat * Math.log(state.random() + 1e-12);
  const value = () => worth(state) - search.travelWorth * (state.travel - travel);
  change(search, () => value() > bar - search.meanScore);
  const kept = value() >= bar;
  if (kept) settle(state);
  else takeBack(state);
  return kept && isBest(search);
}

/** Ruins and recreates; shortens where `promising` says that a little more could let the plan be kept. */
function change(search: Search, promising: () => boolean): void {
  const { state, filler } = search;
  const [low = 1, high = 1] = TUNING.powers;
  const draw = state.random;
  const base = draw() < TUNING.baseShare ? search.meanStep * TUNING.base * draw() : 1e-3;
  const manner: Manner = {
    base,
    power: low + (high - low) * draw(),
    noise: TUNING.noise,
    blink: TUNING.blink,
    focus: -1,
  };
  const seed = search.stops[Math.floor(draw() * search.stops.length)] as number;
  const removed = ruin(search, seed);
  const focus = draw() < TUNING.focusShare ? seed : -1;
  recreate(state, filler, { ...manner, focus }, removed);
  if (state.windows || !promising()) return;
  let shorter = false;
  for (let r = 0; r < state.m; r++) {
    if (state.touched[r]) shorter = shorten(state, r, TUNING.longestMoved) || shorter;
  }
  if (shorter) recreate(state, filler, { ...manner, blink: 0 }, removed);
}

function ruin({ state, neighbours }: Search, seed: number): number[] {
  const kind = state.random();
  if (kind < TUNING.routeShare) return ruinRoute(state, Math.floor(state.random() * state.m));
  const forced = kind < TUNING.routeShare + TUNING.forceShare && (state.routeOf[seed] as number) < 0;
  return forced ? force(state, seed) : ruinStrings(state, neighbours, seed);
}

function temperature(search: Search): number {
  const share = search.inCycle / search.cycle;
  search.iteration += 1;
  search.inCycle += 1;
  if (search.inCycle >= search.cycle) {
    search.inCycle = 0;
    search.cycle = Math.floor(search.cycle * TUNING.growth);
  }
  return search.meanScore * TUNING.hot * (TUNING.cold / TUNING.hot) ** share;
}

function isBest({ state, best }: Search): boolean {
  const value = worth(state);
  const more = value - best.worth;
  if (more < -1e-7 || (more < 1e-7 && state.travel > best.travel - 1e-7)) return false;
  best.seq.set(state.seq);
  best.len.set(state.len);
  best.worth = value;
  best.travel = state.travel;
  return true;
}

function topScore(problem: Problem, point: number): number {
  return Math.max(0, ...problem.routes.map(({ scores }) => scores[point] ?? 0));
}

/** Mean distance of a point to its five nearest. */
function stepOf({ travels, points }: Problem, neighbours: Neighbours, point: number): number {
  const travel = travels[0] ?? new Float64Array(0);
  return mean([...neighbours.of(point, 5)].map((other) => travel[point * points + other] ?? 0));
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
