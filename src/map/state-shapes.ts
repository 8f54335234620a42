import type { CellState } from "../domain/coverage.ts";
import type { Cell } from "../domain/grid.ts";
import { type CellsGeometry, cellsGeometry } from "./cells-geometry.ts";
import { leafBorders, type Segments } from "./leaf-borders.ts";
import type { MapGrid } from "./map-grid.ts";
import { STATE_PATTERNS } from "./state-palette.ts";

/** Cells with their state, ready to be drawn. Keep the object while neither changes. */
export interface StateShapes {
  readonly cells: readonly { readonly cell: Cell; readonly state: CellState }[];
  readonly geometry: CellsGeometry;
  /** Around each cell whose state is told by an outline. */
  readonly outlines: Segments;
}

/** Shapes of cells with their states. */
export function stateShapes(
  grid: MapGrid,
  cells: readonly { readonly cell: Cell; readonly state: CellState }[],
): StateShapes {
  const squareOf = ({ cell }: { readonly cell: Cell }) => ({ square: cell, sizeKm: 1 as const });
  const outlined = cells.filter(({ state }) => STATE_PATTERNS[state] === "outline").map(squareOf);
  return {
    cells,
    geometry: cellsGeometry(grid, cells.map(squareOf)),
    outlines: leafBorders(grid, outlined),
  };
}
