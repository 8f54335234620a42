/**
 * Ruin, recreate, shorten; keep by simulated annealing (Kirkpatrick, Gelatt & Vecchi 1983), in cycles that grow
 * longer. What happens depends on the seed and the number of iterations done alone, never on a budget, so that a
 * longer search of the same seed passes through the same plans and can only end with a better one.
 */
import { emptyFiller, type Filler, type Manner } from "./candidates.ts";
import { settle, takeBack, worth } from "./change.ts";
import { nextCycle } from "./cycle.ts";
import { type Elites, noElites } from "./elites.ts";
import { type Neighbours, neighboursOf } from "./neighbours.ts";
import type { Problem } from "./problem.ts";
import { recreate } from "./recreate.ts";
import { force, ruinRoute, ruinStrings } from "./ruin.ts";
import { shorten } from "./shorten.ts";
import { replaceIfBetter, type Snapshot, snapshotOf } from "./snapshot.ts";
import { State } from "./state.ts";
import { TUNING } from "./tuning.ts";

/** A search under way. */
export interface Search {
  readonly state: State;
  readonly filler: Filler;
  /** How the present recreation weighs its candidates; drawn anew for each. */
  readonly manner: Manner;
  readonly neighbours: Neighbours;
  readonly stops: readonly number[];
  readonly meanScore: number;
  readonly meanStep: number;
  /** What a unit of travel saved is worth. */
  readonly travelWorth: number;
  readonly best: Snapshot;
  readonly cycleBest: Snapshot;
  readonly elites: Elites;
  iteration: number;
  /** Iterations done of the cycle, and its length; the length that a fresh cycle has. */
  inCycle: number;
  length: number;
  span: number;
  /** The cycle's first temperature, in mean scores. */
  heat: number;
}

/** Starts a search with a greedily filled plan, which is its first best. */
export function startSearch(problem: Problem, seed: number): Search {
  const state = new State(problem, seed);
  const neighbours = neighboursOf(problem);
  const filler = emptyFiller(state, neighbours);
  const { stops } = problem;
  const meanScore = mean(stops.map((point) => topScore(problem, point))) || 1;
  const meanStep = mean(stops.slice(0, 200).map((point) => stepOf(problem, neighbours, point))) || 1;
  recreate(state, filler, { power: 1, noise: 0, blink: 0, base: 1e-3, focus: -1 }, []);
  settle(state);
  return {
    state,
    filler,
    manner: { power: 1, noise: 0, blink: 0, base: 1e-3, focus: -1 },
    neighbours,
    stops,
    meanScore,
    meanStep,
    travelWorth: (TUNING.travelWorth * meanScore) / meanStep,
    best: snapshotOf(state),
    cycleBest: snapshotOf(state),
    elites: noElites(problem),
    iteration: 0,
    inCycle: 0,
    length: TUNING.firstCycle,
    span: TUNING.firstCycle,
    heat: TUNING.hot,
  };
}

/** Does one iteration; true where it found a better plan (more worth, or as much with less travel). */
export function iterate(search: Search): boolean {
  const { state } = search;
  if (search.inCycle >= search.length) nextCycle(search);
  const bar = worth(state) + temperature(search) * Math.log(state.random() + 1e-12);
  const { travel } = state;
  change(search, bar, travel);
  search.iteration += 1;
  search.inCycle += 1;
  if (valueAgainst(search, travel) < bar) {
    takeBack(state);
    return false;
  }
  settle(state);
  return replaceIfBetter(state, search.cycleBest) && replaceIfBetter(state, search.best);
}

/** Worth, and travel saved against `travel`. */
function valueAgainst({ state, travelWorth }: Search, travel: number): number {
  return worth(state) - travelWorth * (state.travel - travel);
}

/** Ruins and recreates; shortens where a little more could let the plan reach the bar. */
function change(search: Search, bar: number, travel: number): void {
  const { state, filler, manner } = search;
  drawManner(search);
  const seed = search.stops[Math.floor(state.random() * search.stops.length)] as number;
  const removed = ruin(search, seed);
  manner.focus = state.random() < TUNING.focusShare ? seed : -1;
  recreate(state, filler, manner, removed);
  if (state.windows || valueAgainst(search, travel) <= bar - search.meanScore) return;
  let shorter = false;
  for (let r = 0; r < state.m; r++) {
    if (state.touched[r]) shorter = shorten(state, r, TUNING.longestMoved) || shorter;
  }
  if (!shorter) return;
  manner.blink = 0;
  recreate(state, filler, manner, removed);
}

/** Draws how the next recreation weighs its candidates. Powers come in nine steps, to be looked up. */
function drawManner({ state, meanStep, manner }: Search): void {
  const [low = 1, high = 1] = state.windows ? TUNING.windowPowers : TUNING.powers;
  const { random } = state;
  manner.base = 1e-3 + (random() < TUNING.baseShare ? meanStep * TUNING.base * random() : 0);
  manner.power = low + ((high - low) * Math.floor(random() * 9)) / 8;
  manner.noise = TUNING.noise;
  manner.blink = TUNING.blink;
}

function ruin({ state, neighbours }: Search, seed: number): number[] {
  const kind = state.random();
  if (kind < TUNING.routeShare) return ruinRoute(state, Math.floor(state.random() * state.m));
  const forced = kind < TUNING.routeShare + TUNING.forceShare && (state.routeOf[seed] as number) < 0;
  return forced ? force(state, seed) : ruinStrings(state, neighbours, seed);
}

/** Falls from the cycle's heat to `cold`, evenly in the logarithm. */
function temperature({ heat, inCycle, length, meanScore }: Search): number {
  return meanScore * heat * (TUNING.cold / heat) ** (inCycle / length);
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
