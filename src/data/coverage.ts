import type { Cell } from "../domain/grid.ts";
import type { Outcome } from "../domain/outcome.ts";
import { SLOTS, type Slot } from "../domain/slot.ts";
import { type CallError, read } from "./call.ts";
import { DecodeError, type Decoder, deltas, integer, list, maybe, oneOf, record } from "./decode.ts";

/** Where teams went, never with what result. */
export const COVERAGE_STATES = ["never", "overdue", "visited"] as const;
export type CoverageState = (typeof COVERAGE_STATES)[number];

export interface CellCoverage {
  readonly cell: Cell;
  readonly state: CoverageState;
  /** Days since the last complete visit, or null where there was none in 26 weeks. */
  readonly days: number | null;
}

const columns = record({
  cell: deltas,
  slot: oneOf([...SLOTS, "all"]),
  state: list(oneOf(COVERAGE_STATES)),
  days: list(maybe(integer)),
});

/** Asks for the coverage of a sector in one slot. */
export function fetchCoverage(
  sector: string,
  slot: Slot,
  signal?: AbortSignal,
): Promise<Outcome<readonly CellCoverage[], CallError>> {
  return read("coverage", { sector, slot }, coverage, signal);
}

/** Columns → cells. */
export const coverage: Decoder<readonly CellCoverage[]> = (input) => {
  const given = columns(input);
  if (given.state.length !== given.cell.length) throw new DecodeError("cell columns differ in length");
  return given.state.map((state, at) => ({
    cell: (given.cell[at] ?? 0) as Cell,
    state,
    days: given.days[at] ?? null,
  }));
};
