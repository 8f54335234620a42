import { check } from "../planner/checker.ts";
import { optimise } from "../planner/optimise.ts";
import { CliError } from "./cli-error.ts";
import type { Instance } from "./orienteering-instances.ts";

/** One solved instance. Gaps are parts of the best known score: 0.002 is 0.2 %. */
export interface InstanceResult {
  readonly name: string;
  readonly score: number;
  readonly bestKnown: number;
  readonly gap: number;
  readonly confirmed: boolean;
  readonly cpuSeconds: number;
  readonly iterations: number;
  /** Point indices of each route, from its start to its end. */
  readonly routes: readonly (readonly number[])[];
}

export interface InstancesResult {
  readonly results: readonly InstanceResult[];
  /** Over the instances with a confirmed best known score; null where there is none. */
  readonly meanGap: number | null;
  readonly worstGap: number | null;
  /** The others, apart. */
  readonly unconfirmed: { readonly count: number; readonly meanGap: number | null };
}

/** How long to search each instance, and from which seed. */
export interface Effort {
  readonly seed: number;
  readonly cpuSeconds?: number;
  readonly iterations?: number;
}

/**
 * Solves one instance and has the plan checked; CliError `plan_refuted` where the checker finds a fault. The
 * best known score is not looked at before the search has ended.
 */
export function solveInstance(
  { name, problem, bestKnown, confirmed }: Instance,
  effort: Effort,
): InstanceResult {
  const began = cpuSeconds();
  const budget = {
    ...(effort.cpuSeconds !== undefined && { seconds: effort.cpuSeconds }),
    ...(effort.iterations !== undefined && { iterations: effort.iterations }),
    clock: coarseClock(),
  };
  const { solution, iterations } = optimise(problem, effort.seed, budget);
  const spent = cpuSeconds() - began;
  const { score, faults } = check(problem, solution);
  if (faults.length > 0) throw new CliError("plan_refuted", `${name}: ${JSON.stringify(faults[0])}`);
  const gap = (bestKnown - score) / bestKnown;
  const { routes } = solution;
  return { name, score, bestKnown, gap, confirmed, cpuSeconds: spent, iterations, routes };
}

/** Results with their mean and worst gap. */
export function summed(results: readonly InstanceResult[]): InstancesResult {
  const sure = results.filter(({ confirmed }) => confirmed);
  const unsure = results.filter(({ confirmed }) => !confirmed);
  const worstGap = sure.length === 0 ? null : Math.max(...sure.map(({ gap }) => gap));
  return {
    results,
    meanGap: mean(sure),
    worstGap,
    unconfirmed: { count: unsure.length, meanGap: mean(unsure) },
  };
}

function mean(results: readonly InstanceResult[]): number | null {
  return results.length === 0 ? null : results.reduce((sum, { gap }) => sum + gap, 0) / results.length;
}

/** Processor time, read anew after 4 ms at the earliest: asking every few iterations cost up to half of it. */
function coarseClock(): () => number {
  let next = 0;
  let seconds = 0;
  return () => {
    const now = performance.now();
    if (now < next) return seconds;
    next = now + 4;
    seconds = cpuSeconds();
    return seconds;
  };
}

/** Processor time of this process, in seconds. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
