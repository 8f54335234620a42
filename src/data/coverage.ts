import type { Cell } from "../domain/grid.ts";
import type { Outcome } from "../domain/outcome.ts";
import { SLOTS, type Slot } from "../domain/slot.ts";
import { type CallError, read } from "./call.ts";
import { DecodeError, type Decoder, deltas, integer, list, maybe, oneOf, record } from "./decode.ts";

/** Where teams went, never with what result. */
export const COVERAGE_STATES = ["never", "overdue", "visited"] as const;
type CoverageState = (typeof COVERAGE_STATES)[number];

export interface CellCoverage {
  readonly cell: Cell;
  readonly slot: Slot;
  readonly state: CoverageState;
  /** Days since the last complete visit, or null where there was none in 26 weeks. */
  readonly days: number | null;
  /** Interval aimed at: the sector's in this slot, 14 days outside sectors. */
  readonly targetDays: number;
}

const columns = record({
  cell: deltas,
  slot: list(oneOf(SLOTS)),
  state: list(oneOf(COVERAGE_STATES)),
  days: list(maybe(integer)),
  target_days: list(integer),
});

/** Asks for the coverage of one slot: an educator's team, a lead's organisation; one sector where named. */
export function fetchCoverage(
  slot: Slot,
  sector?: string,
  signal?: AbortSignal,
): Promise<Outcome<readonly CellCoverage[], CallError>> {
  return read("coverage", sector === undefined ? { slot } : { slot, sector }, coverage, signal);
}

/** Asks for the coverage of every slot at once. */
export function fetchAllCoverage(signal?: AbortSignal): Promise<Outcome<readonly CellCoverage[], CallError>> {
  return read("coverage", {}, coverage, signal);
}

/** Columns → cells. */
const coverage: Decoder<readonly CellCoverage[]> = (input) => {
  const given = columns(input);
  return given.state.map((state, at) => {
    const cell = given.cell[at];
    const slot = given.slot[at];
    const targetDays = given.target_days[at];
    if (cell === undefined || slot === undefined || targetDays === undefined) {
      throw new DecodeError("cell columns differ in length");
    }
    return { cell: cell as Cell, slot, state, days: given.days[at] ?? null, targetDays };
  });
};
