import type { Layer } from "@deck.gl/core";
import type { CellCoverage, CoverageState } from "../../data/coverage.ts";
import type { CellsGeometry } from "../../map/cells-geometry.ts";
import { cellsLayer } from "../../map/cells-layer.ts";
import type { Pattern } from "../../map/pattern-extension.ts";
import { type HeatPalette, rgbOf } from "./heat-palette.ts";

/** Each state by its hue and its pattern; `visited` is a light, solid fill. */
const COVERAGE_PATTERNS: Readonly<Record<CoverageState, Pattern | undefined>> = {
  never: "dots",
  overdue: "diagonal",
  visited: undefined,
};

const ALPHA: Readonly<Record<CoverageState, number>> = { never: 235, overdue: 225, visited: 110 };

/** Coverage as one layer a state. `geometry` holds a square per cell, in the cells' order. */
export function coverageLayers(
  geometry: CellsGeometry,
  cells: readonly CellCoverage[],
  palette: HeatPalette,
): Layer[] {
  return (["visited", "overdue", "never"] as const).map((state) => {
    const colours = new Uint8Array(4 * cells.length);
    const colour = [...rgbOf(palette[state]), ALPHA[state]];
    cells.forEach((cell, at) => {
      if (cell.state === state) colours.set(colour, 4 * at);
    });
    const pattern = COVERAGE_PATTERNS[state];
    return cellsLayer({ id: `coverage-${state}`, geometry, colours, ...(pattern ? { pattern } : {}) });
  });
}
