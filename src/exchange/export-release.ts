import type { FeatureCollection, MultiPolygon } from "geojson";
import type { Cell, SizeKm } from "../domain/grid.ts";
import { csvOf } from "./csv-out.ts";
import { inspireName } from "./export-visits.ts";
import { shapeMaker } from "./leaf-shapes.ts";
import type { Grid } from "./mapping.ts";

/** A leaf with its released value, as it leaves. */
export interface LeafOut {
  readonly leaf: number;
  readonly squares: readonly { readonly square: Cell; readonly sizeKm: SizeKm }[];
  /** 0: not published, which is the same for too few and for nobody. */
  readonly heatClass: number;
  /** The class in numbers, `15–24`; empty for class 0. */
  readonly range: string;
  /** Sum of the windows' lower bounds; null for class 0. */
  readonly atLeast: number | null;
}

/** Where values come from and how they may be read: every line of a file's metadata, as name and value. */
export type ReleaseFacts = Readonly<Record<string, string | number>>;

export interface ReleaseColumns {
  readonly leaf: string;
  readonly squares: string;
  readonly size: string;
  readonly heatClass: string;
  readonly range: string;
  readonly atLeast: string;
}

/** One row for each leaf, hidden ones too; under them an empty line and the facts. */
export function releaseCsv(
  leaves: readonly LeafOut[],
  grid: Grid,
  columns: ReleaseColumns,
  facts: ReleaseFacts,
): string {
  const header = [
    columns.leaf,
    columns.squares,
    columns.size,
    columns.heatClass,
    columns.range,
    columns.atLeast,
  ];
  const rows = leaves.map(({ leaf, squares, heatClass, range, atLeast }) => [
    leaf,
    squares.map(({ square, sizeKm }) => inspireName(grid, square, sizeKm)).join(" "),
    squares.reduce((sum, { sizeKm }) => sum + sizeKm * sizeKm, 0),
    heatClass,
    // Excel would read 10–14 with a hyphen as a day in October: the en dash keeps it words.
    range,
    atLeast,
  ]);
  const about = Object.entries(facts).map(([name, value]) => [name, value]);
  return csvOf([header, ...rows, [], ...about]);
}

/**
 * Leaves as GeoJSON (RFC 7946: WGS 84, counter-clockwise, 7 decimals ≈ 1 cm), each leaf one MultiPolygon of its
 * squares; the facts are the foreign member `metadata`.
 */
export function releaseGeojson(leaves: readonly LeafOut[], grid: Grid, facts: ReleaseFacts): string {
  const shapeOf = shapeMaker(grid);
  const collection: FeatureCollection<MultiPolygon> & { metadata: ReleaseFacts } = {
    type: "FeatureCollection",
    metadata: facts,
    features: leaves.map(({ leaf, squares, heatClass, range, atLeast }) => ({
      type: "Feature",
      id: leaf,
      geometry: shapeOf(squares),
      properties: {
        squares: squares.map(({ square, sizeKm }) => inspireName(grid, square, sizeKm)),
        class: heatClass,
        range: range === "" ? null : range,
        at_least: atLeast,
      },
    })),
  };
  return `${JSON.stringify(collection)}\n`;
}
