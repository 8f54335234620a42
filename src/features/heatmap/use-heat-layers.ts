import { useMemo } from "react";
import type { Cell } from "../../domain/grid.ts";
import { smooth } from "../../domain/smooth.ts";
import { cellsGeometry } from "../../map/cells-geometry.ts";
import type { HeatPalette } from "../../map/heat-palette.ts";
import { leafBorders } from "../../map/leaf-borders.ts";
import type { MapGrid } from "../../map/map-grid.ts";
import { stateLayers } from "../../map/state-layers.ts";
import type { StatePalette } from "../../map/state-palette.ts";
import type { CoverageView } from "./coverage-view.ts";
import { heatColours } from "./heat-colours.ts";
import { heatLayers } from "./heat-layer.ts";
import { releasedSquares, stepFor, surfaceImage } from "./surface-image.ts";
import { surfaceLayer } from "./surface-layer.ts";
import type { HeatValues } from "./use-heat.ts";

interface Shown {
  readonly grid: MapGrid;
  readonly values: HeatValues | undefined;
  readonly coverage: CoverageView | undefined;
  /** Left out: cells. */
  readonly surfaceBreaks: readonly number[] | undefined;
}

/** What the map draws: coverage, or the surface, or the leaves. */
export function useHeatLayers(
  shown: Shown,
  palette: HeatPalette,
  states: StatePalette,
): ReturnType<typeof heatLayers> {
  const { grid, values, coverage, surfaceBreaks } = shown;
  const index = values?.index;
  const shapes = useMemo(
    () =>
      index && {
        geometry: cellsGeometry(grid, index.squares, index.leafOfSquare),
        borders: leafBorders(grid, index.squares, index.leafOfSquare),
      },
    [grid, index],
  );
  const surface = useMemo(() => {
    if (!values || !surfaceBreaks) return undefined;
    const squares = releasedSquares(values.rows, values.windows);
    return smooth(squares, undefined, stepFor(squares));
  }, [values, surfaceBreaks]);
  return useMemo(() => {
    if (coverage) return stateLayers(coverage.shapes, states);
    if (!shapes || !values) return [];
    const colours = heatColours(values.rows, palette);
    if (!surface || !surfaceBreaks) return heatLayers(shapes.geometry, shapes.borders, colours, palette);
    const bare = { ...colours, fill: new Uint8Array(colours.fill.length) };
    const under = heatLayers(shapes.geometry, shapes.borders, bare, palette).slice(1, 2);
    const inside = (cell: Cell) => values.index.at(cell) !== undefined;
    const image = surfaceImage(surface, { breaks: surfaceBreaks, palette, inside });
    return [...under, surfaceLayer(grid, surface, image)];
  }, [coverage, shapes, values, surface, surfaceBreaks, palette, states, grid]);
}
