import type { Problem, Solution } from "./problem.ts";
import type { PlannedRound, PlannedStop, Unmet, Week, WeekPlan } from "./week.ts";
import { minutes, type WeekProblem } from "./week-problem.ts";

/** A solution in the planner's words: stops with their times, and what could not be met. */
export function weekPlanOf(week: Week, given: WeekProblem, solution: Solution): WeekPlan {
  const rounds = solution.routes.map((visits, r) => plannedRound(week, given, visits, r));
  return {
    rounds,
    priority: solution.score,
    unmet: [...given.unmet, ...unmetBy(given, solution, rounds)],
  };
}

function plannedRound(week: Week, given: WeekProblem, visits: readonly number[], r: number): PlannedRound {
  const round = week.rounds[r]?.id ?? "";
  if (visits.length <= 2) return { round, stops: [], travel: minutes(0), total: minutes(0), priority: 0 };
  const { problem, points } = given;
  const route = problem.routes[r] as Problem["routes"][number];
  const matrix = problem.travels[route.travel];
  const stops: PlannedStop[] = [];
  let clock = 0;
  let travelled = 0;
  let priority = 0;
  visits.slice(1).forEach((point, at) => {
    const travel = matrix?.[(visits[at] ?? 0) * problem.points + point] ?? 0;
    travelled += travel;
    clock += travel;
    const facts = points[point];
    if (at === visits.length - 2 || !facts) return;
    const begins = Math.max(clock, route.opens[point] ?? 0);
    const service = problem.service[point] ?? 0;
    clock = begins + service;
    priority += route.scores[point] ?? 0;
    stops.push({
      ...{ cell: facts.cell, pinned: facts.pinnedIn !== null },
      ...{ travel: minutes(travel), begins: minutes(begins), minutes: minutes(service) },
    });
  });
  return { round, stops, travel: minutes(travelled), total: minutes(clock), priority };
}

function unmetBy(
  { problem, points, sectors }: WeekProblem,
  { missing, lacking }: Solution,
  rounds: readonly PlannedRound[],
): Unmet[] {
  const unmet: Unmet[] = missing.flatMap((at) => {
    const point = points[at];
    if (!point) return [];
    const { cell, pinnedIn } = point;
    return [pinnedIn === null ? { kind: "carried", cell } : { kind: "pin", cell, round: pinnedIn }];
  });
  lacking.forEach((lack, group) => {
    const sector = sectors[group];
    if (lack > 0 && sector !== undefined) unmet.push({ kind: "explore", sector, minutes: minutes(lack) });
  });
  if (problem.stops.length === 0) return [...unmet, { kind: "no_candidate" }];
  const short = rounds.filter((_, r) => isTooShort(problem, r));
  return [...unmet, ...short.map(({ round }) => ({ kind: "too_short", round }) as const)];
}

/** True where a round has somewhere to go but no time for even one visit. */
function isTooShort({ routes, stops, travels, points, service }: Problem, r: number): boolean {
  const route = routes[r] as Problem["routes"][number];
  const matrix = travels[route.travel] ?? new Float64Array(0);
  const allowed = stops.filter((point) => (route.scores[point] ?? -1) >= 0);
  const takes = (point: number) =>
    (matrix[route.start * points + point] ?? 0) +
    (service[point] ?? 0) +
    (matrix[point * points + route.end] ?? 0);
  return allowed.length > 0 && allowed.every((point) => takes(point) > route.limit);
}
