import type { Problem } from "../../../src/planner/problem.ts";
import type { CpModel, CpSatLibrary, Variable } from "./or-tools.ts";
import { scaledTravels } from "./scaled-travels.ts";

/** The depot of the circuits: every route leaves its start and comes back to its end. */
const DEPOT = 0;

interface Arc {
  readonly from: number;
  readonly to: number;
  readonly isTaken: Variable;
}

/** A stop that can be reached in time: its place among the circuits' nodes, and when service may begin. */
interface Node {
  readonly node: number;
  readonly stop: number;
  readonly opens: number;
  readonly closes: number;
}

/**
 * CP-SAT on team orienteering with time windows, on one thread: one circuit through the depot for each route, a loop at
 * a stop that is left out, and the time of service carried along each arc; it is given the plan without stops to begin
 * with. All routes of a published instance are alike, which the model relies on.
 *
 * @returns the points of each route, ends included; empty routes where it found nothing within the seconds.
 */
export async function solveByCpSat(
  library: CpSatLibrary,
  problem: Problem,
  seconds: number,
): Promise<readonly (readonly number[])[]> {
  const { model, arcs, nodes } = modelOf(library, problem);
  const solver = new library.CpSolver();
  const wish = { numWorkers: 1, maxTimeInSeconds: seconds, randomSeed: 1 };
  const status = solver.statusName(await solver.solve(model, wish));
  const isSolved = status === "OPTIMAL" || status === "FEASIBLE";
  return routesOf(problem, nodes, isSolved ? arcs.filter(({ isTaken }) => solver.booleanValue(isTaken)) : []);
}

function modelOf({ CpModel, LinearExpr }: CpSatLibrary, problem: Problem) {
  const model = new CpModel();
  const travel = travelOf(problem);
  const nodes = nodesOf(problem, travel);
  const arcs = arcsOf(model, nodes, travel);
  const loops = nodes.map(({ node }) => ({ from: node, to: node, isTaken: model.newBoolVar() }));
  model.addMultipleCircuit([...arcs, ...loops].map(({ from, to, isTaken }) => [from, to, isTaken] as const));
  const leaving = arcs.filter(({ from }) => from === DEPOT).map(({ isTaken }) => isTaken);
  model.addLinearConstraint(LinearExpr.sum(leaving), 0, problem.routes.length);
  for (const { isTaken } of arcs) model.addHint(isTaken, false);
  for (const { isTaken } of loops) model.addHint(isTaken, true);
  const scores = nodes.map(({ stop }) => problem.routes[0]?.scores[stop] ?? 0);
  const leftOut = loops.map(({ isTaken }) => isTaken);
  model.minimize(LinearExpr.weightedSum(leftOut, scores));
  return { model, arcs, nodes };
}

type Travel = (from: number, to: number) => number;

/** Travel between points, service included. */
function travelOf(problem: Problem): Travel {
  const { travels } = scaledTravels(problem);
  return (from, to) => travels[from]?.[to] ?? 0;
}

function nodesOf(problem: Problem, travel: Travel): readonly Node[] {
  const { limit, scale } = scaledTravels(problem);
  const [route] = problem.routes;
  if (!route) return [];
  return problem.stops
    .map((stop) => ({
      stop,
      opens: Math.max(Math.ceil((route.opens[stop] ?? 0) * scale), travel(route.start, stop)),
      closes: Math.min(Math.floor((route.closes[stop] ?? 0) * scale), limit - travel(stop, route.end)),
    }))
    .filter(({ opens, closes }) => opens <= closes)
    .map((reached, at) => ({ ...reached, node: at + 1 }));
}

function arcsOf(model: CpModel, nodes: readonly Node[], travel: Travel): readonly Arc[] {
  const times = new Map(nodes.map(({ node, opens, closes }) => [node, model.newIntVar(opens, closes)]));
  const ends = nodes.flatMap(({ node }): Arc[] => [
    { from: DEPOT, to: node, isTaken: model.newBoolVar() },
    { from: node, to: DEPOT, isTaken: model.newBoolVar() },
  ]);
  const between = nodes.flatMap((one) =>
    nodes.flatMap((other): Arc[] => {
      const [before, after] = [times.get(one.node), times.get(other.node)];
      const minutes = travel(one.stop, other.stop);
      if (one === other || !before || !after || one.opens + minutes > other.closes) return [];
      const isTaken = model.newBoolVar();
      model.add(after.ge(before.plus(minutes))).onlyEnforceIf(isTaken);
      return [{ from: one.node, to: other.node, isTaken }];
    }),
  );
  return [...ends, ...between];
}

function routesOf(problem: Problem, nodes: readonly Node[], taken: readonly Arc[]): number[][] {
  const next = new Map(taken.filter(({ from }) => from !== DEPOT).map(({ from, to }) => [from, to]));
  const firsts = taken.filter(({ from }) => from === DEPOT).map(({ to }) => to);
  return problem.routes.map(({ start, end }, at) => {
    const stops: number[] = [];
    for (let node = firsts[at] ?? DEPOT; node !== DEPOT; node = next.get(node) ?? DEPOT) {
      stops.push(nodes[node - 1]?.stop ?? 0);
    }
    return [start, ...stops, end];
  });
}
