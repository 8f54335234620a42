import type { FeatureCollection, MultiPolygon } from "geojson";
import { csvOf } from "./csv-out.ts";
import { shapeMaker } from "./leaf-shapes.ts";
import type { Grid } from "./mapping.ts";
import {
  FLOW_COLUMNS,
  type FlowsOut,
  flowRows,
  intervalCells,
  LEAF_COLUMNS,
  leafRows,
  namesOf,
  PROFILE_COLUMNS,
  type ProfileOut,
  profileRows,
  type ResearchLeafOut,
  surfaceOf,
  type TableOut,
  VALUE_COLUMNS,
  valueRows,
} from "./research-rows.ts";

/** Everything that leaves with one export. */
export interface ResearchOut {
  readonly grid: Grid;
  readonly seasons: ReadonlyMap<number, readonly ResearchLeafOut[]>;
  readonly tables: readonly TableOut[];
  readonly flows: readonly FlowsOut[];
  readonly profiles: readonly ProfileOut[];
}

/** Name → text of each data file: values.csv, leaves.csv, flows.csv and profile.csv where there are any, one GeoJSON a quarter. */
export function researchFiles(out: ResearchOut, metadata: Readonly<Record<string, unknown>>) {
  const files: Record<string, string> = {
    "values.csv": csvOf([VALUE_COLUMNS, ...valueRows(out.tables)]),
    "leaves.csv": csvOf([LEAF_COLUMNS, ...leafRows(out.seasons, out.grid)]),
  };
  if (out.flows.length > 0) files["flows.csv"] = csvOf([FLOW_COLUMNS, ...flowRows(out.flows, out.grid)]);
  if (out.profiles.length > 0) files["profile.csv"] = csvOf([PROFILE_COLUMNS, ...profileRows(out.profiles)]);
  for (const [quarter, tables] of byQuarter(out.tables)) {
    files[`values-${quarter}.geojson`] = quarterGeojson(out, tables, { ...metadata, quarter });
  }
  return files;
}

function byQuarter(tables: readonly TableOut[]): Map<string, TableOut[]> {
  const quarters = new Map<string, TableOut[]>();
  for (const table of tables) {
    const known = quarters.get(table.release.startsOn);
    if (known) known.push(table);
    else quarters.set(table.release.startsOn, [table]);
  }
  return quarters;
}

/**
 * Leaves of one quarter as GeoJSON: `total_all`, `total_all_low_90`, `total_all_high_90` and so on for every table,
 * null where the value is not published; what else must be known is the foreign member `metadata`.
 */
function quarterGeojson(
  { grid, seasons }: ResearchOut,
  tables: readonly TableOut[],
  metadata: Readonly<Record<string, unknown>>,
): string {
  const shapeOf = shapeMaker(grid);
  const leaves = seasons.get(tables[0]?.release.seasonId ?? -1) ?? [];
  const values = propertiesByLeaf(tables);
  const collection: FeatureCollection<MultiPolygon> & { metadata: unknown } = {
    type: "FeatureCollection",
    metadata,
    features: leaves.map(({ leaf, squares }) => ({
      type: "Feature",
      id: leaf,
      geometry: shapeOf(squares),
      properties: { leaf, km2: surfaceOf(squares), squares: namesOf(squares, grid), ...values.get(leaf) },
    })),
  };
  return `${JSON.stringify(collection)}\n`;
}

type Properties = Record<string, number | string | null>;

function propertiesByLeaf(tables: readonly TableOut[]): Map<number, Properties> {
  const found = new Map<number, Properties>();
  for (const { leaves, minutes, byCategory, breakdown, alpha } of tables) {
    for (let at = 0; at < leaves.length; at++) {
      const leaf = leaves[at] ?? -1;
      const properties = found.get(leaf) ?? {};
      found.set(leaf, properties);
      properties["minutes"] = minutes[at] ?? 0;
      for (const [category, values] of byCategory) {
        const name = `${breakdown}_${category}`;
        const [value, low, high] = intervalCells(values[at] ?? null, alpha);
        Object.assign(properties, { [name]: value, [`${name}_low_90`]: low, [`${name}_high_90`]: high });
      }
    }
  }
  return found;
}
