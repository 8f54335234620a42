import type { Cell, GridDefinition, SizeKm } from "../domain/grid.ts";
import { type Alpha, valueInterval } from "../domain/noise-interval.ts";
import type { OutCell } from "./csv-out.ts";
import { inspireName } from "./export-visits.ts";

/** A research leaf with its squares. */
export interface ResearchLeafOut {
  readonly leaf: number;
  readonly squares: readonly { readonly square: Cell; readonly sizeKm: SizeKm }[];
}

/** A published quarter, as files name it. */
export interface ReleaseOut {
  /** Number of the release, for ever. */
  readonly id: number;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly seasonId: number;
}

/** One breakdown of one quarter. */
export interface TableOut {
  readonly release: ReleaseOut;
  readonly breakdown: string;
  /** Noise of each of its values. */
  readonly alpha: Alpha;
  readonly leaves: ArrayLike<number>;
  /** Minutes of complete visits, leaf by leaf. */
  readonly minutes: readonly number[];
  /** Value of every leaf, null where it is hidden. */
  readonly byCategory: ReadonlyMap<string, readonly (number | null)[]>;
}

/** Flows of one quarter between 8 km districts. */
export interface FlowsOut {
  readonly release: ReleaseOut;
  /** `living`: where youths live; `previous`: where they were before. */
  readonly kind: string;
  readonly alpha: Alpha;
  readonly flows: readonly {
    /** Undefined: outside the territory. */
    readonly origin: Cell | undefined;
    readonly destination: Cell;
    readonly value: number;
  }[];
}

/** A quarter by day of the week and slot. */
export interface ProfileOut {
  readonly release: ReleaseOut;
  readonly alpha: Alpha;
  readonly places: readonly {
    readonly weekday: number;
    readonly slot: string;
    readonly minutes: number;
    readonly value: number | undefined;
  }[];
}

/** Columns of profile.csv: weekday 1 is Monday. */
export const PROFILE_COLUMNS = [
  ...["release_id", "starts_on", "ends_on", "weekday", "slot"],
  ...["value", "low_90", "high_90", "minutes"],
] as const;

/** 28 rows a quarter; encounters are empty where they are hidden, or were not accepted. */
export function profileRows(profiles: readonly ProfileOut[]): OutCell[][] {
  return profiles.flatMap(({ release: { id, startsOn, endsOn }, alpha, places }) =>
    places.map(({ weekday, slot, minutes, value }) => [
      ...[id, startsOn, endsOn, weekday, slot],
      ...intervalCells(value ?? null, alpha),
      minutes,
    ]),
  );
}

/** Columns of values.csv; the same in both languages, so that a notebook reads both. */
export const VALUE_COLUMNS = [
  ...["release_id", "starts_on", "ends_on", "season_id", "leaf"],
  ...["breakdown", "category", "value", "low_90", "high_90", "minutes"],
] as const;

/** One row for each leaf, quarter and category; a value that is not published is empty, and so is its interval. */
export function valueRows(tables: readonly TableOut[]): OutCell[][] {
  return tables.flatMap((table) =>
    [...table.byCategory].flatMap(([category, values]) =>
      Array.from(table.leaves, (leaf, at) => {
        const { id, startsOn, endsOn, seasonId } = table.release;
        return [
          ...[id, startsOn, endsOn, seasonId, leaf, table.breakdown, category],
          ...intervalCells(values[at] ?? null, table.alpha),
          table.minutes[at] ?? 0,
        ];
      }),
    ),
  );
}

/** Value, low and high end; three empty cells where it is hidden. */
export function intervalCells(value: number | null, alpha: Alpha): [OutCell, OutCell, OutCell] {
  if (value === null) return [null, null, null];
  const { low, high } = valueInterval(value, alpha);
  return [value, low, high];
}

/** Columns of leaves.csv. */
export const LEAF_COLUMNS = ["season_id", "leaf", "km2", "squares"] as const;

/** One row for each leaf: its season, surface and squares by INSPIRE name. */
export function leafRows(
  seasons: ReadonlyMap<number, readonly ResearchLeafOut[]>,
  grid: GridDefinition,
): OutCell[][] {
  return [...seasons].flatMap(([season, leaves]) =>
    leaves.map(({ leaf, squares }) => [season, leaf, surfaceOf(squares), namesOf(squares, grid)]),
  );
}

/** Surface of a leaf, km². */
export function surfaceOf(squares: ResearchLeafOut["squares"]): number {
  return squares.reduce((sum, { sizeKm }) => sum + sizeKm * sizeKm, 0);
}

/** Squares of a leaf by INSPIRE name, with spaces between. */
export function namesOf(squares: ResearchLeafOut["squares"], grid: GridDefinition): string {
  return squares.map(({ square, sizeKm }) => inspireName(grid, square, sizeKm)).join(" ");
}

/** Columns of flows.csv. */
export const FLOW_COLUMNS = [
  ...["release_id", "starts_on", "ends_on", "told_as"],
  ...["origin", "destination", "value", "low_90", "high_90"],
] as const;

/** Word for a flow from beyond the territory. */
const OUTSIDE = "outside";

/** One row for each shown pair of districts. */
export function flowRows(tables: readonly FlowsOut[], grid: GridDefinition): OutCell[][] {
  const district = (cell: Cell) => inspireName(grid, cell, 8);
  return tables.flatMap(({ release: { id, startsOn, endsOn }, kind, alpha, flows }) =>
    flows.map(({ origin, destination, value }) => [
      ...[id, startsOn, endsOn, kind],
      ...[origin === undefined ? OUTSIDE : district(origin), district(destination)],
      ...intervalCells(value, alpha),
    ]),
  );
}
