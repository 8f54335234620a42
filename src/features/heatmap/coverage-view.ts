import { useMemo } from "react";
import { type CellCoverage, fetchCoverage } from "../../data/coverage.ts";
import { type Answer, useAnswer } from "../../data/use-answer.ts";
import type { Slot } from "../../domain/slot.ts";
import type { MapGrid } from "../../map/map-grid.ts";
import { type StateShapes, stateShapes } from "../../map/state-shapes.ts";

/** Coverage of one slot, ready to be drawn. */
export interface CoverageView {
  readonly cells: readonly CellCoverage[];
  readonly shapes: StateShapes;
}

/** Asks for the coverage of a slot while its layer is on. */
export function useCoverage(grid: MapGrid, slot: Slot | undefined): Answer<CoverageView> | undefined {
  const answer = useAnswer(
    ["coverage", slot],
    (signal) => fetchCoverage(slot ?? "evening", undefined, signal),
    { enabled: slot !== undefined, keep: true },
  );
  const cells = answer.kind === "ready" ? answer.value : undefined;
  const view = useMemo(() => {
    return cells && { cells, shapes: stateShapes(grid, cells) };
  }, [grid, cells]);
  if (slot === undefined) return undefined;
  if (answer.kind !== "ready") return answer;
  return view ? { kind: "ready", value: view, refreshing: answer.refreshing } : { kind: "waiting" };
}
