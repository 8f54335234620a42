import { plannersSideBySide } from "./peers/planners.ts";
import { heatSideBySide } from "./peers/side-by-side.ts";
import type { Bench } from "./report.ts";

/**
 * Other tools on the same question and the same data, in one run (docs/peers.md): a year's map of youths met, and the
 * published orienteering instances. `--only heat`, `--only planner` or a set's name for a part.
 */
export async function peersBench(bench: Bench): Promise<void> {
  if ("heat".includes(bench.only)) await heatSideBySide(bench);
  await plannersSideBySide(bench);
}
