import type { Search } from "./anneal.ts";
import type { Problem, Solution } from "./problem.ts";

/** The best plan that a search has found, its sums taken afresh from the routes. */
export function bestOf({ state, best }: Search): Solution {
  const { problem, width } = state;
  const routes = problem.routes.map((_, r) =>
    Array.from(best.seq.subarray(r * width, r * width + (best.len[r] as number))),
  );
  const planned = new Set(routes.flatMap((route) => route.slice(1, -1)));
  return {
    routes,
    score: sum(routes.map((route, r) => scoreOf(problem, r, route))),
    travel: sum(routes.map((route, r) => travelOf(problem, r, route))),
    missing: problem.stops.filter((point) => problem.required[point] && !planned.has(point)),
    lacking: lackingOf(problem, routes),
  };
}

function scoreOf(problem: Problem, r: number, route: readonly number[]): number {
  return sum(route.slice(1, -1).map((point) => problem.routes[r]?.scores[point] ?? 0));
}

function travelOf({ routes, travels, points }: Problem, r: number, route: readonly number[]): number {
  const matrix = travels[routes[r]?.travel ?? 0];
  return sum(route.slice(1).map((point, at) => matrix?.[(route[at] ?? 0) * points + point] ?? 0));
}

function lackingOf(problem: Problem, routes: readonly (readonly number[])[]): number[] {
  const lacking = problem.shares.map(() => 0);
  routes.forEach((route, r) => {
    for (const point of route.slice(1, -1)) {
      const group = problem.group[point] ?? -1;
      const owed = (problem.shares[group]?.share ?? 0) - (problem.routes[r]?.counts[point] ?? 0);
      if (group >= 0) lacking[group] = (lacking[group] ?? 0) + owed * (problem.service[point] ?? 0);
    }
  });
  return lacking.map((minutes) => (minutes > 1e-9 ? minutes : 0));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
