import { useMemo } from "react";
import { type Cell, cellsOf } from "../domain/grid.ts";
import { closedSector } from "../domain/known-sector.ts";
import { succeed } from "../domain/outcome.ts";
import type { KnownSector } from "../domain/working-memory.ts";
import { fetchAllCoverage } from "./coverage.ts";
import { fetchHeat } from "./heat.ts";
import { fetchLeaves } from "./leaves.ts";
import { useMemories } from "./memory-desk.ts";
import { fetchSectors, type Sector } from "./sectors.ts";
import { fetchFollowUp } from "./sites-layer.ts";
import { type Answer, useAnswer } from "./use-answer.ts";
import { fetchWindows } from "./windows.ts";

/** What a lead may plan with: the team's sectors, opened or not, and the newest released class of every cell. */
export interface Knowledge {
  readonly own: readonly Sector[];
  readonly sectors: readonly KnownSector[];
  readonly heat: ReadonlyMap<Cell, number>;
}

/** Gathers what is known of a team's sectors: the opened memory where there is one, else coverage and follow-up. */
export function useKnowledge(team: string | null): Answer<Knowledge> {
  const memories = useMemories();
  const sectors = useAnswer(["sectors"], fetchSectors);
  const coverage = useAnswer(["coverage", "all"], fetchAllCoverage);
  const follow = useAnswer(["follow_up"], fetchFollowUp);
  const heat = useAnswer(["newest_heat"], newestHeat);
  const failed = [sectors, coverage, follow, heat].find((part) => part.kind === "failed");
  const [all, covered, districts, classes] = [
    readyOf(sectors),
    readyOf(coverage),
    readyOf(follow),
    readyOf(heat),
  ];
  const known = useMemo(() => {
    if (!all || !covered || !districts || !classes) return undefined;
    const own = all.filter(({ team_id }) => team_id === team);
    const followed = new Map(districts.map(({ district, weeks }) => [district, weeks]));
    const known = own.map(({ id, cells, explore_percent: percent }) => {
      return memories.get(id) ?? closedSector({ id, cells, explore: percent / 100 }, covered, followed);
    });
    return { own, sectors: known, heat: classes };
  }, [all, covered, districts, classes, memories, team]);
  if (failed) return failed;
  return known ? { kind: "ready", value: known, refreshing: false } : { kind: "waiting" };
}

function readyOf<Value>(answer: Answer<Value>): Value | undefined {
  return answer.kind === "ready" ? answer.value : undefined;
}

/** Classes (1–5) of the newest lead window by cell; a cell that is not there is hidden or outside, which say the same. */
async function newestHeat(signal: AbortSignal) {
  const windows = await fetchWindows("lead", signal);
  if (!windows.ok) return windows;
  const newest = windows.value.windows.at(-1);
  if (!newest) return succeed<ReadonlyMap<Cell, number>>(new Map());
  const { starts_on: day, season_id: season } = newest;
  const question = { tier: "lead", breakdown: "total", category: "all", from: day, to: day } as const;
  const [heat, leaves] = await Promise.all([fetchHeat(question, signal), fetchLeaves(season, signal)]);
  if (!heat.ok) return heat;
  if (!leaves.ok) return leaves;
  const shown = new Map(
    heat.value.leaves.flatMap((each) => (each.heatClass > 0 ? [[each.leaf, each.heatClass]] : [])),
  );
  const cells = leaves.value.squares.flatMap(({ leaf, square, sizeKm }) => {
    const heatClass = shown.get(leaf);
    return heatClass === undefined ? [] : cellsOf(square, sizeKm).map((cell) => [cell, heatClass] as const);
  });
  return succeed<ReadonlyMap<Cell, number>>(new Map(cells));
}
