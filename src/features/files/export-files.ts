import type { ExportedRelease, ExportedVisits } from "../../data/exports.ts";
import { lowerBoundOf, type Tier } from "../../domain/release.ts";
import {
  type LeafOut,
  type ReleaseColumns,
  type ReleaseFacts,
  releaseCsv,
  releaseGeojson,
} from "../../exchange/export-release.ts";
import { roundsCsv, type VisitsWords, visitsCsv, visitsWorkbook } from "../../exchange/export-visits.ts";
import type { Grid } from "../../exchange/mapping.ts";

/** How rounds and visits can leave: both in one workbook, or one of them as CSV. */
export const VISIT_FORMATS = ["xlsx", "rounds_csv", "visits_csv"] as const;
export type VisitFormat = (typeof VISIT_FORMATS)[number];

/** How released values can leave. */
export const RELEASE_FORMATS = ["csv", "geojson"] as const;
export type ReleaseFormat = (typeof RELEASE_FORMATS)[number];

const CSV = "text/csv;charset=utf-8";
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Rounds and visits as the file that was asked for. */
export function visitsFile(
  format: VisitFormat,
  exported: ExportedVisits,
  grid: Grid,
  words: VisitsWords,
): Blob {
  switch (format) {
    case "xlsx":
      return new Blob([visitsWorkbook(exported, grid, words).slice()], { type: XLSX });
    case "rounds_csv":
      return new Blob([roundsCsv(exported, words)], { type: CSV });
    case "visits_csv":
      return new Blob([visitsCsv(exported, grid, words)], { type: CSV });
  }
}

/** Released values as the file that was asked for; every leaf is in it, hidden ones too. */
export function releaseFile(
  format: ReleaseFormat,
  exported: ExportedRelease,
  grid: Grid,
  words: { readonly columns: ReleaseColumns; readonly facts: ReleaseFacts },
): Blob {
  const leaves = leavesOut(exported);
  return format === "csv"
    ? new Blob([releaseCsv(leaves, grid, words.columns, words.facts)], { type: CSV })
    : new Blob([releaseGeojson(leaves, grid, words.facts)], { type: "application/geo+json" });
}

/** Leaves with their squares and values, ascending by id. */
export function leavesOut({ heat, leaves, policy }: Omit<ExportedRelease, "publishedAt">): LeafOut[] {
  const squares = new Map<number, LeafOut["squares"][number][]>();
  for (const { leaf, square, sizeKm } of leaves.squares) {
    const known = squares.get(leaf);
    if (known) known.push({ square, sizeKm });
    else squares.set(leaf, [{ square, sizeKm }]);
  }
  const ranges = new Map(
    policy.classes.map(({ class: each, from, to }) => [each, to === null ? `${from}+` : `${from}–${to}`]),
  );
  return heat.leaves.map(({ leaf, heatClass, atLeast }) => ({
    leaf,
    squares: squares.get(leaf) ?? [],
    heatClass,
    range: heatClass === 0 ? "" : (ranges.get(heatClass) ?? ""),
    atLeast: heatClass === 0 && atLeast === 0 ? null : atLeast,
  }));
}

/** Fewest youths that any shown value of a tier stands for. */
export function leastOf(tier: Tier): number {
  return lowerBoundOf(tier, 1);
}
