import { useMemo } from "react";
import { cellsGeometry } from "../../map/cells-geometry.ts";
import type { HeatPalette } from "../../map/heat-palette.ts";
import { leafBorders } from "../../map/leaf-borders.ts";
import type { MapGrid } from "../../map/map-grid.ts";
import { cellColours, figureColours } from "./figure-colours.ts";
import { figureLayers } from "./figures-layer.ts";
import { perHours } from "./measures.ts";
import type { Figures } from "./use-figures.ts";
import type { Released } from "./use-mobility.ts";

/** Leaves of the quarter shown as layers; only colours change while its season stays. */
export function useFigureLayers(
  grid: MapGrid,
  released: Released | undefined,
  figures: Figures,
  palette: HeatPalette,
): ReturnType<typeof figureLayers> {
  const index = released?.shown.index;
  const shapes = useMemo(
    () =>
      index && {
        geometry: cellsGeometry(grid, index.squares, index.leafOfSquare),
        borders: leafBorders(grid, index.squares, index.leafOfSquare),
      },
    [grid, index],
  );
  const { cells, breaks, counts } = figures;
  const surface = useMemo(() => {
    if (!cells || !breaks) return undefined;
    const squares = cells.map(({ cell }) => ({ square: cell, sizeKm: 1 as const }));
    return { geometry: cellsGeometry(grid, squares), fill: cellColours(cells, breaks, palette) };
  }, [grid, cells, breaks, palette]);
  const shown = released?.shown;
  return useMemo(() => {
    if (!shapes || !shown || figures.figures.length !== shown.values.length) return [];
    const values = shown.values.map((value, at) => {
      const per = perHours(shown.hours[at] ?? 0, counts);
      return value === undefined || per === 0 ? undefined : value / per;
    });
    const colours = figureColours(figures, values, palette);
    return figureLayers(shapes.geometry, shapes.borders, colours, palette, surface);
  }, [shapes, shown, figures, counts, palette, surface]);
}
