/** The optimiser's door: a plan of a problem within a budget, with its improvements on the way. */
import { iterate, startSearch } from "./anneal.ts";
import type { Problem, Solution } from "./problem.ts";
import { bestOf } from "./solution.ts";

/** A plan and how far the search had come when it was found. */
export interface Progress {
  readonly solution: Solution;
  /** Iterations done; 0 for the first, greedy plan. */
  readonly iterations: number;
  /** True where `solution` is better than the one before. */
  readonly improved: boolean;
}

/** How long to search. Whichever comes first ends it; with neither, only the first plan is made. */
export interface Budget {
  /** Iterations: the same number gives the same plan, for the same seed. */
  readonly iterations?: number;
  /** Seconds by `clock`. The plan depends on the machine then; `iterations` of the result repeats it. */
  readonly seconds?: number;
  /** What counts as time, in seconds: processor time where one can ask for it, else elapsed time. */
  readonly clock?: () => number;
}

/** What to do besides searching. */
export interface Listening {
  /** Told of the first plan and of every better one. */
  readonly onImprovement?: (progress: Progress) => void;
  /** Ends the search at once with the best plan so far. */
  readonly signal?: AbortSignal;
}

/** Iterations between two looks at the clock. */
const STRIDE = 16;

/**
 * Searches without end, a few iterations at each step; the caller stops when it has had enough. Yields the
 * greedy plan first. The search of one seed is one fixed sequence: a longer look at it never ends worse.
 */
export function* search(problem: Problem, seed: number, stride: number = STRIDE): Generator<Progress, never> {
  const run = startSearch(problem, seed);
  let solution = bestOf(run);
  yield { solution, iterations: 0, improved: true };
  const idle = problem.stops.length === 0 || problem.routes.length === 0;
  while (true) {
    let improved = false;
    for (let i = 0; i < stride; i++)
      if (idle) run.iteration += 1;
      else improved = iterate(run) || improved;
    if (improved) solution = bestOf(run);
    yield { solution, iterations: run.iteration, improved };
  }
}

/** Searches within a budget and gives the best plan found. */
export function optimise(
  problem: Problem,
  seed: number,
  budget: Budget,
  listening: Listening = {},
): Progress {
  const clock = budget.clock ?? elapsedSeconds;
  const began = clock();
  const iterations = budget.iterations ?? (budget.seconds === undefined ? 0 : Infinity);
  const seconds = budget.seconds ?? Infinity;
  const steps = search(problem, seed);
  let last = steps.next().value;
  listening.onImprovement?.(last);
  while (last.iterations < iterations && clock() - began < seconds && !listening.signal?.aborted) {
    last = steps.next().value;
    if (last.improved) listening.onImprovement?.(last);
  }
  return last;
}

function elapsedSeconds(): number {
  return performance.now() / 1000;
}
