import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Instance, readInstances } from "../../../src/cli/orienteering-instances.ts";
import { solveInstance } from "../../../src/cli/plan-instances.ts";
import { check } from "../../../src/planner/checker.ts";
import type { Problem } from "../../../src/planner/problem.ts";
import type { Bench } from "../report.ts";
import { INSTALL, loadOrTools, type OrTools } from "./or-tools.ts";
import { solveByCpSat } from "./or-tools-cp-sat.ts";
import { solveByRouting } from "./or-tools-routing.ts";

const DATA = join(import.meta.dirname, "../../../../shared/data/orienteering");
const SEED = 1;

/** The published sets. The package's routing library takes no time windows: there CP-SAT answers for OR-Tools. */
const SETS = [
  { set: "op", tool: "OR-Tools routing" },
  { set: "top", tool: "OR-Tools routing" },
  { set: "toptw", tool: "OR-Tools CP-SAT" },
] as const;
/** Processor seconds of each instance. */
const SECONDS = 1;

/** What a tool reached on one instance. */
interface Reached {
  readonly gap: number;
  readonly cpuSeconds: number;
  readonly hasPlan: boolean;
}

/** Our optimiser and OR-Tools on each published instance in turn, with the same processor seconds; each plan is checked. */
export async function plannersSideBySide(bench: Bench): Promise<void> {
  const sets = SETS.filter(({ set }) => ["", "planner", set].includes(bench.only));
  if (sets.length === 0) return;
  if (!existsSync(DATA))
    return bench.say("planners are skipped: no reference data in ../shared/data/orienteering");
  const tools = await loadOrTools();
  if (!tools) return bench.say(`planners are skipped: ${INSTALL}`);
  for (const { set, tool } of sets) {
    bench.say(`${set}: Repère and ${tool}, ${SECONDS} s each`);
    const instances = (await readInstances(join(DATA, `${set}_instances.json`))).filter(
      (one) => one.confirmed,
    );
    const [ours, theirs]: [Reached[], Reached[]] = [[], []];
    for (const instance of instances) {
      const { gap, cpuSeconds } = solveInstance(instance, { seed: SEED, cpuSeconds: SECONDS });
      ours.push({ gap, cpuSeconds, hasPlan: true });
      theirs.push(await solveByOrTools(tools, instance, set === "toptw"));
    }
    for (const [name, reached] of [["Repère", ours] as const, [tool, theirs] as const]) {
      bench.print({ bench: "peers", set, tool: name, instances: reached.length, ...figuresOf(reached) });
    }
  }
}

async function solveByOrTools(
  { routing, cpSat }: OrTools,
  { name, problem, bestKnown }: Instance,
  hasWindows: boolean,
): Promise<Reached> {
  const began = cpuNow();
  const routes = hasWindows
    ? await solveByCpSat(cpSat, problem, SECONDS)
    : await solveByRouting(routing, problem, () => cpuNow() - began < SECONDS);
  const cpuSeconds = cpuNow() - began;
  const score = checkedScore(name, problem, routes);
  const hasPlan = routes.some((route) => route.length > 2);
  return { gap: (bestKnown - score) / bestKnown, cpuSeconds, hasPlan };
}

/** Score of a plan that the independent checker finds feasible; it throws at any other. */
function checkedScore(name: string, problem: Problem, routes: readonly (readonly number[])[]): number {
  const untold = { routes, score: 0, travel: 0, missing: [], lacking: [] };
  const { score } = check(problem, untold);
  const { faults } = check(problem, { ...untold, score });
  if (faults.length > 0) throw new Error(`${name}: ${JSON.stringify(faults[0])}`);
  return score;
}

function figuresOf(reached: readonly Reached[]) {
  const mean = (of: (one: Reached) => number) =>
    reached.reduce((sum, one) => sum + of(one), 0) / reached.length;
  const percent = (share: number) => Math.round(share * 10_000) / 100;
  return {
    mean_gap_percent: percent(mean(({ gap }) => gap)),
    worst_gap_percent: percent(Math.max(...reached.map(({ gap }) => gap))),
    at_best_known: reached.filter(({ gap }) => gap <= 1e-9).length,
    without_a_plan: reached.filter(({ hasPlan }) => !hasPlan).length,
    mean_cpu_s: Math.round(mean(({ cpuSeconds }) => cpuSeconds) * 100) / 100,
  };
}

function cpuNow(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
