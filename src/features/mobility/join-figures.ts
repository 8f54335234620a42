import { cellsOf } from "../../domain/grid.ts";
import type { LeafIndex } from "../../domain/leaf-index.ts";
import { valueInterval } from "../../domain/noise-interval.ts";
import { type JoinedBase, type JoinPlace, ratioOf } from "../../domain/open-data.ts";
import type { LeafFigure } from "./measures.ts";
import type { Released } from "./use-mobility.ts";

/** One leaf against the table: what both say, and their ratio. */
export interface JoinRow {
  readonly id: number;
  readonly squares: LeafIndex["leaves"][number]["squares"];
  readonly value: number | undefined;
  readonly base: JoinedBase;
  /** Youths met per 1,000 of what the table counts, or why there is none. */
  readonly figure: LeafFigure;
}

/** Rows of the quarter shown, in the order of its leaves. */
export function joinRows(
  { shown, mechanism }: Pick<Released, "shown" | "mechanism">,
  bases: ReadonlyMap<number, JoinedBase>,
): JoinRow[] {
  return shown.index.leaves.map(({ id, squares }, at) => {
    const value = shown.values[at];
    const base = bases.get(id) ?? { id, base: 0, covered: 0 };
    const interval = value === undefined ? undefined : { value, ...valueInterval(value, mechanism.alpha) };
    return { id, squares, value, base, figure: figureOf(ratioOf(interval, base.base)) };
  });
}

function figureOf(ratio: ReturnType<typeof ratioOf>): LeafFigure {
  if (ratio.kind === "ratio") return { kind: "shown", ...ratio.per1000, isDistinct: true };
  return ratio.why === "hidden" ? { kind: "hidden" } : { kind: "no_base" };
}

/** Leaves of every season by their cells, each once. */
export function placesOf(indexes: readonly LeafIndex[]): JoinPlace[] {
  return indexes.flatMap(({ leaves }) =>
    leaves.map(({ id, squares }) => ({
      id,
      cells: squares.flatMap(({ square, sizeKm }) => cellsOf(square, sizeKm)),
    })),
  );
}

/** Steps of a scale that people read: 1, 2, 5, 10, 20 … */
const STEPS = [1, 2, 5] as const;

/**
 * Lower bounds of classes 2 to 5, each double the one before (or nearly), round the middle ratio of all quarters: the
 * classes of a table stay the same from quarter to quarter.
 */
export function ratioBreaks(ratios: readonly number[]): number[] {
  const sorted = ratios.filter((ratio) => ratio > 0).toSorted((one, other) => one - other);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 1;
  const decade = Math.floor(Math.log10(middle));
  const ladder = [-1, 0, 1].flatMap((step) => STEPS.map((each) => stepValue(each, decade + step)));
  const at = ladder.findLastIndex((each) => each <= middle);
  return ladder.slice(at - 1, at + 3);
}

/** 5 · 10^−1 is .5, not .5000000000000001. */
function stepValue(step: number, power: number): number {
  return Number(`${step}e${power}`);
}
