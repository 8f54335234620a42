import type { Problem } from "../../../src/planner/problem.ts";
import type { IndexManager, RoutingLibrary, RoutingModel } from "./or-tools.ts";
import { scaledTravels } from "./scaled-travels.ts";

type Routes = readonly (readonly number[])[];

/**
 * Ways to build a first plan; each is one descent to a local optimum. Others (savings, most constrained arc) did not end
 * on some instances, and nothing of the package can stop them.
 */
const STRATEGIES = ["PARALLEL_CHEAPEST_INSERTION", "LOCAL_CHEAPEST_INSERTION", "PATH_CHEAPEST_ARC"] as const;

/**
 * The routing library on team orienteering without time windows: every stop is optional, at a penalty that outweighs
 * all travel. The npm package hands it neither a time limit nor a metaheuristic, so a search is one descent to a local
 * optimum; while there is time, descents from one first plan after another are made, and the best is kept.
 *
 * @returns the points of each route, ends included; empty routes where nothing was found.
 */
export async function solveByRouting(
  library: RoutingLibrary,
  problem: Problem,
  hasTime: () => boolean,
): Promise<Routes> {
  let best: { score: number; routes: Routes } | undefined;
  for (const name of STRATEGIES) {
    const routes = await descend(library, problem, library.FirstSolutionStrategy[name] ?? 0);
    const score = routes?.reduce((sum, route) => sum + collected(problem, route), 0) ?? -1;
    if (routes && score > (best?.score ?? -1)) best = { score, routes };
    if (!hasTime()) break;
  }
  return best?.routes ?? problem.routes.map(({ start, end }) => [start, end]);
}

function collected({ routes }: Problem, route: readonly number[]): number {
  return route.slice(1, -1).reduce((sum, stop) => sum + (routes[0]?.scores[stop] ?? 0), 0);
}

async function descend(
  { RoutingIndexManager, RoutingModel }: RoutingLibrary,
  problem: Problem,
  firstSolutionStrategy: number,
): Promise<Routes | undefined> {
  const { routes, points, stops } = problem;
  const starts = routes.map(({ start }) => start);
  const ends = routes.map(({ end }) => end);
  const manager = new RoutingIndexManager(points, routes.length, starts, ends);
  await manager.ready;
  const model = new RoutingModel(manager);
  await model.ready;
  try {
    const { travels, limit, scale } = scaledTravels(problem);
    const transit = model.RegisterTransitMatrix(travels);
    model.SetArcCostEvaluatorOfAllVehicles(transit);
    model.AddDimension(transit, 0, limit, true, "time");
    const outweighs = limit * routes.length + scale;
    for (const stop of stops) {
      model.AddDisjunction([manager.NodeToIndex(stop)], (routes[0]?.scores[stop] ?? 0) * outweighs);
    }
    const found = await model.SolveWithParameters({ firstSolutionStrategy });
    return found ? routes.map((_, vehicle) => routeOf(model, manager, vehicle)) : undefined;
  } finally {
    model.delete();
    manager.delete();
  }
}

function routeOf(model: RoutingModel, manager: IndexManager, vehicle: number): number[] {
  const route: number[] = [];
  let index = model.Start(vehicle);
  for (; !model.IsEnd(index); index = model.nextValue(index)) route.push(manager.IndexToNode(index));
  return [...route, manager.IndexToNode(index)];
}
