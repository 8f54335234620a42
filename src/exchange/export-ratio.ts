import { csvOf, type OutCell } from "./csv-out.ts";
import type { Grid } from "./mapping.ts";
import { namesOf, type ResearchLeafOut, surfaceOf } from "./research-rows.ts";

/** One leaf against a joined table; undefined where nothing is published, or there is nothing to divide by. */
export interface RatioOut {
  readonly leaf: number;
  readonly squares: ResearchLeafOut["squares"];
  readonly value: number | undefined;
  readonly base: number;
  /** 0–1. */
  readonly covered: number;
  readonly per1000: { readonly value: number; readonly low: number; readonly high: number } | undefined;
}

/** Columns of the file; `table` is the joined column by its own name, as a cell of words. */
const COLUMNS = [
  ...["release_id", "leaf", "km2", "squares", "value", "table", "table_sum", "table_covered"],
  ...["per_1000", "per_1000_low_90", "per_1000_high_90"],
] as const;

/** One row for each leaf; under them an empty line and the facts. Words of the joined table begin no formula. */
export function ratioCsv(
  rows: readonly RatioOut[],
  { release, column, grid }: { readonly release: number; readonly column: string; readonly grid: Grid },
  facts: Readonly<Record<string, string>>,
): string {
  const body = rows.map(({ leaf, squares, value, base, covered, per1000 }): OutCell[] => [
    ...[release, leaf, surfaceOf(squares), namesOf(squares, grid), value ?? null, column],
    ...[rounded(base, 3), rounded(covered, 3)],
    ...[per1000?.value, per1000?.low, per1000?.high].map((each) =>
      each === undefined ? null : rounded(each, 4),
    ),
  ]);
  return csvOf([COLUMNS, ...body, [], ...Object.entries(facts).map(([name, value]) => [name, value])]);
}

function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
