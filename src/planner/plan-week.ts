/** Plans a week: in numbers, searched, and back in words. */
import { type Budget, optimise, type Progress, search } from "./optimise.ts";
import type { Week, WeekPlan } from "./week.ts";
import { weekPlanOf } from "./week-plan.ts";
import { problemOf } from "./week-problem.ts";

/** A week's plan and how far the search had come. */
export interface WeekProgress {
  readonly plan: WeekPlan;
  readonly iterations: number;
  readonly improved: boolean;
}

/**
 * Plans a week within a budget. The same week, seed and iterations give the same plan; `onImprovement` is told of
 * the first plan and of each better one; an aborted `signal` ends the search with the best so far.
 */
export function planWeek(
  week: Week,
  seed: number,
  budget: Budget,
  listening: { onImprovement?: (progress: WeekProgress) => void; signal?: AbortSignal } = {},
): WeekProgress {
  const given = problemOf(week);
  const told = ({ solution, iterations, improved }: Progress): WeekProgress => ({
    ...{ plan: weekPlanOf(week, given, solution), iterations, improved },
  });
  const { onImprovement, signal } = listening;
  return told(
    optimise(given.problem, seed, budget, {
      ...(onImprovement && { onImprovement: (progress: Progress) => onImprovement(told(progress)) }),
      ...(signal && { signal }),
    }),
  );
}

/** The same search step by step, without end, for a worker that must listen in between. */
export function* searchWeek(week: Week, seed: number): Generator<WeekProgress, never> {
  const given = problemOf(week);
  let plan: WeekPlan | undefined;
  const steps = search(given.problem, seed);
  while (true) {
    const { solution, iterations, improved } = steps.next().value;
    if (improved || !plan) plan = weekPlanOf(week, given, solution);
    yield { plan, iterations, improved };
  }
}
