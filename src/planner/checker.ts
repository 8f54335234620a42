/**
 * Independent check of a plan: recomputes every route's times and the score from the problem's own numbers. It
 * shares no code and no rounding with the search (only the problem's type), so that an error there shows here.
 */
import type { Problem, Solution } from "./problem.ts";

/** What is wrong with a plan, by route where one is to blame. */
type Fault =
  | { readonly kind: "route_count"; readonly expected: number; readonly found: number }
  | { readonly kind: "ends"; readonly route: number }
  | { readonly kind: "unknown_stop"; readonly route: number; readonly point: number }
  | { readonly kind: "not_allowed"; readonly route: number; readonly point: number }
  | { readonly kind: "twice"; readonly point: number }
  | { readonly kind: "too_late"; readonly route: number; readonly point: number; readonly by: number }
  | { readonly kind: "too_long"; readonly route: number; readonly by: number }
  | { readonly kind: "too_many_stops"; readonly route: number }
  | { readonly kind: "score"; readonly told: number; readonly true: number }
  | { readonly kind: "missing"; readonly point: number }
  | { readonly kind: "lacking"; readonly group: number; readonly told: number; readonly true: number };

/** A plan's true score and faults; feasible and honest where there are none. */
export interface Verdict {
  readonly score: number;
  readonly faults: readonly Fault[];
}

/** A millionth of a minute: what summing in another order may differ by. */
const SLIP = 1e-6;

/** Checks a plan against its problem: feasibility of each route, its score, what is missing or lacking. */
export function check(problem: Problem, plan: Solution): Verdict {
  const { routes } = problem;
  if (plan.routes.length !== routes.length) {
    const fault: Fault = { kind: "route_count", expected: routes.length, found: plan.routes.length };
    return { score: 0, faults: [fault] };
  }
  const faults: Fault[] = plan.routes.flatMap((visits, index) => faultsOfRoute(problem, index, visits));
  const stops = plan.routes.flatMap((visits) => visits.slice(1, -1));
  stops.forEach((point, at) => {
    if (stops.indexOf(point) !== at) faults.push({ kind: "twice", point });
  });
  let score = 0;
  plan.routes.forEach((visits, index) => {
    for (const point of visits.slice(1, -1)) score += routes[index]?.scores[point] ?? 0;
  });
  if (Math.abs(score - plan.score) > SLIP) faults.push({ kind: "score", told: plan.score, true: score });
  return { score, faults: [...faults, ...untold(problem, plan, stops)] };
}

/** A route without stops is not made, so it is not too long either. */
function faultsOfRoute(problem: Problem, index: number, visits: readonly number[]): Fault[] {
  const route = problem.routes[index];
  if (!route || visits.length < 2 || visits[0] !== route.start || visits.at(-1) !== route.end) {
    return [{ kind: "ends", route: index }];
  }
  const stops = visits.slice(1, -1);
  const faults = stops.flatMap((point) => faultsOfStop(problem, index, point));
  const arrivals = arrivalsOf(problem, route, visits);
  stops.forEach((point, at) => {
    const by = (arrivals[at] ?? Number.NaN) - (route.closes[point] ?? Number.NaN);
    if (!(by <= SLIP)) faults.push({ kind: "too_late", route: index, point, by });
  });
  if (stops.length === 0) return faults;
  const over = (arrivals.at(-1) ?? Number.NaN) - route.limit;
  if (!(over <= SLIP)) faults.push({ kind: "too_long", route: index, by: over });
  if (stops.length > route.maxStops) faults.push({ kind: "too_many_stops", route: index });
  return faults;
}

function faultsOfStop({ stops, routes }: Problem, index: number, point: number): Fault[] {
  if (!stops.includes(point)) return [{ kind: "unknown_stop", route: index, point }];
  const allowed = (routes[index]?.scores[point] ?? -1) >= 0;
  return allowed ? [] : [{ kind: "not_allowed", route: index, point }];
}

/** When service begins at each stop, in order, and when the route ends. Not a number where a time is unknown. */
function arrivalsOf(problem: Problem, route: Problem["routes"][number], visits: readonly number[]): number[] {
  const times: number[] = [];
  let clock = 0;
  visits.forEach((point, at) => {
    if (at === 0) return;
    const from = visits[at - 1] ?? -1;
    clock += problem.travels[route.travel]?.[from * problem.points + point] ?? Number.NaN;
    const stop = at < visits.length - 1;
    if (stop) clock = Math.max(clock, route.opens[point] ?? Number.NaN);
    times.push(clock);
    if (stop) clock += problem.service[point] ?? Number.NaN;
  });
  return times;
}

/** Required stops and shares that are not met and that the plan does not own up to. */
function untold(problem: Problem, plan: Solution, stops: readonly number[]): Fault[] {
  const missing = problem.stops.filter((point) => problem.required[point] === 1 && !stops.includes(point));
  const faults: Fault[] = missing
    .filter((point) => !plan.missing.includes(point))
    .map((point) => ({ kind: "missing", point }));
  problem.shares.forEach(({ share }, group) => {
    let all = 0;
    let counted = 0;
    plan.routes.forEach((visits, index) => {
      const inside = visits.slice(1, -1).filter((point) => problem.group[point] === group);
      all += minutesOf(problem, inside);
      counted += minutesOf(
        problem,
        inside.filter((point) => problem.routes[index]?.counts[point] === 1),
      );
    });
    const lack = Math.max(0, share * all - counted);
    const told = plan.lacking[group] ?? 0;
    if (Math.abs(lack - told) > SLIP) faults.push({ kind: "lacking", group, told, true: lack });
  });
  return faults;
}

function minutesOf(problem: Problem, points: readonly number[]): number {
  return points.reduce((sum, point) => sum + (problem.service[point] ?? 0), 0);
}
