import Papa from "papaparse";
import { type Answer, type Days, isCounted } from "./raw-points.ts";

/** Every point in columns, as a client-side map keeps them from the moment the file is read. */
export interface LoadedPoints {
  readonly dates: readonly string[];
  readonly kinds: readonly string[];
  readonly seen: readonly boolean[];
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Size of the file that was sent. */
  readonly bytes: number;
}

/** Reads the file as kepler.gl does: with papaparse, all of it, on the main thread. */
export function loadPoints(csv: string): LoadedPoints {
  const { data } = Papa.parse<string[]>(csv, { skipEmptyLines: true });
  const rows = data.slice(1);
  return {
    dates: rows.map((row) => row[0] ?? ""),
    x: Float64Array.from(rows, (row) => Number(row[1])),
    y: Float64Array.from(rows, (row) => Number(row[2])),
    kinds: rows.map((row) => row[3] ?? ""),
    // PostgreSQL writes booleans as t and f.
    seen: rows.map((row) => row[4] === "t"),
    bytes: csv.length,
  };
}

/**
 * The question as a client-side map answers it after each move of its filters: deck.gl's aggregation on the processor
 * puts every kept point into the bin of its square (a projected grid here, so that all peers have the same cells).
 */
export function countInBrowser({ dates, kinds, seen, x, y, bytes }: LoadedPoints, days: Days): Answer {
  const counts = new Map<number, number>();
  dates.forEach((date, at) => {
    if (!isCounted(date, kinds[at] ?? "", seen[at] ?? false, days)) return;
    const cell = Math.floor((y[at] ?? 0) / 1000) * 10_000 + Math.floor((x[at] ?? 0) / 1000);
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  });
  return { counts, bytes };
}
