import { useEffect, useMemo } from "react";
import type { Cell } from "../../domain/grid.ts";
import type { LeafIndex } from "../../domain/leaf-index.ts";
import { cellsGeometry } from "../../map/cells-geometry.ts";
import type { HeatPalette } from "../../map/heat-palette.ts";
import { leafBorders } from "../../map/leaf-borders.ts";
import type { MapGrid } from "../../map/map-grid.ts";
import { cellColours, figureColours } from "./figure-colours.ts";
import { BORDER_ALPHA, borderLayer, figureLayers, ringLayer } from "./figures-layer.ts";
import type { DistrictFlow } from "./flow-rows.ts";
import { flowLayers } from "./flows-layer.ts";
import { ratesOf } from "./measures.ts";
import type { Move } from "./move-figures.ts";
import { moveLayers } from "./move-layer.ts";
import { districtsOf, ringOf } from "./slices.ts";
import { leafCells } from "./spatial-figures.ts";
import type { Figures } from "./use-figures.ts";
import type { Released } from "./use-mobility.ts";

interface Shown {
  readonly grid: MapGrid;
  readonly released: Released | undefined;
  readonly figures: Figures;
  readonly palette: HeatPalette;
  /** Flows instead of leaves. */
  readonly flows: readonly DistrictFlow[] | undefined;
  readonly flow: string | undefined;
  /** Drawn over the leaves. */
  readonly move: Move | undefined;
  readonly centre: Cell | undefined;
}

/** Leaves of the quarter shown as layers, or flows over their borders; only colours change while its season stays. */
export function useFigureLayers(given: Shown): ReturnType<typeof figureLayers> {
  const { grid, released, figures, palette, flows, flow } = given;
  const index = released?.shown.index;
  const shapes = useMemo(
    () =>
      index && {
        geometry: cellsGeometry(grid, index.squares, index.leafOfSquare),
        borders: leafBorders(grid, index.squares, index.leafOfSquare),
      },
    [grid, index],
  );
  const { surface: values, breaks, counts } = figures;
  const isSurface = values !== undefined;
  // Every cell of the territory, so that another quarter or unit changes colours alone.
  useEffect(() => {
    if (!index) return undefined;
    // Made while the page rests: a surface chosen later only brings its colours.
    const timer = setTimeout(() => squaresOf(grid, index), REST_MS);
    return () => clearTimeout(timer);
  }, [grid, index]);
  const cells = useMemo(
    () => (index && isSurface ? squaresOf(grid, index) : undefined),
    [grid, index, isSurface],
  );
  const surface = useMemo(() => {
    if (!values || !breaks || cells?.length !== values.length) return undefined;
    return { geometry: cells, fill: cellColours(values, breaks, palette) };
  }, [cells, values, breaks, palette]);
  const over = useOver(given);
  const shown = released?.shown;
  return useMemo(() => {
    if (!shapes || !shown) return [];
    if (flows)
      return [borderLayer(shapes.borders, palette, BORDER_ALPHA), ...flowLayers(grid, flows, flow, palette)];
    if (figures.figures.length !== shown.values.length) return [];
    const colours = figureColours(figures, ratesOf(shown, counts), palette);
    const leaves = figureLayers(shapes.geometry, shapes.borders, colours, palette, surface);
    return [...leaves, ...over];
  }, [grid, shapes, shown, figures, counts, palette, surface, over, flows, flow]);
}

const REST_MS = 600;

type Squares = ReturnType<typeof cellsGeometry>;
const squaresMade = new WeakMap<LeafIndex, { readonly grid: MapGrid; readonly squares: Squares }>();

/** Every cell of 1 km of the leaves; made once for a season. */
function squaresOf(grid: MapGrid, index: LeafIndex): Squares {
  const known = squaresMade.get(index);
  if (known?.grid === grid) return known.squares;
  const squares = cellsGeometry(
    grid,
    leafCells(index.leaves).map((square) => ({ square, sizeKm: 1 as const })),
  );
  squaresMade.set(index, { grid, squares });
  return squares;
}

/** Rings of districts, or the two centres. */
function useOver({ grid, released, palette, move, centre }: Shown): ReturnType<typeof figureLayers> {
  const index = released?.shown.index;
  return useMemo(() => {
    const rings = index && centre !== undefined ? [ringLayer(ringBorders(grid, index, centre), palette)] : [];
    return move ? [...rings, ...moveLayers(grid, move, palette)] : rings;
  }, [grid, index, centre, move, palette]);
}

/** Borders between rings: of the squares of 8 km that hold leaves, each counting to its ring. */
function ringBorders(grid: MapGrid, { leaves }: LeafIndex, centre: Cell) {
  const districts = districtsOf(leaves).map((square) => ({ square, sizeKm: 8 as const }));
  return leafBorders(
    grid,
    districts,
    districts.map((each) => ringOf({ squares: [each] }, centre)),
  );
}
