import type { Layer } from "@deck.gl/core";
import type { Cell } from "../../domain/grid.ts";
import { type CellsGeometry, cellsGeometry } from "../../map/cells-geometry.ts";
import { cellsLayer, type Rgba } from "../../map/cells-layer.ts";
import type { MapGrid } from "../../map/map-grid.ts";
import type { MapTheme } from "../../map/map-types.ts";

/** Lower ends of the steps in which rows per cell are shown: the file's own, on the device, so no rule hides any. */
export const STEPS = [1, 5, 20, 100] as const;

/** One hue, darker (at night: lighter) with more rows. */
export const STEP_COLOURS: Readonly<Record<MapTheme, readonly Rgba[]>> = {
  light: [
    [123, 185, 192, 150],
    [58, 139, 150, 180],
    [20, 98, 110, 205],
    [6, 63, 73, 230],
  ],
  dark: [
    [35, 117, 128, 150],
    [87, 162, 171, 180],
    [169, 210, 214, 205],
    [234, 245, 246, 230],
  ],
  night: [
    [122, 74, 18, 150],
    [180, 120, 50, 180],
    [232, 184, 120, 205],
    [244, 223, 197, 230],
  ],
};

/** The step of a number of rows: 0 to 3. */
function stepOf(rows: number): number {
  return STEPS.findLastIndex((from) => rows >= from);
}

/** Geometry of a file's cells, in their order. */
export function fileGeometry(grid: MapGrid, cells: readonly { readonly cell: number }[]): CellsGeometry {
  return cellsGeometry(
    grid,
    cells.map(({ cell }) => ({ square: cell as Cell, sizeKm: 1 as const })),
  );
}

/** The file's cells, coloured by rows. */
export function fileLayer(
  geometry: CellsGeometry,
  cells: readonly { readonly rows: number }[],
  theme: MapTheme,
): Layer {
  const colours = new Uint8Array(cells.length * 4);
  for (const [at, { rows }] of cells.entries()) {
    colours.set(STEP_COLOURS[theme][stepOf(rows)] ?? [0, 0, 0, 0], at * 4);
  }
  return cellsLayer({ id: "file-cells", geometry, colours, pickable: false });
}
