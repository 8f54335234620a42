import type { Layer } from "@deck.gl/core";
import type { CellsGeometry } from "../../map/cells-geometry.ts";
import { bordersLayer, cellsLayer } from "../../map/cells-layer.ts";
import { type HeatPalette, rgbOf } from "../../map/heat-palette.ts";
import type { Segments } from "../../map/leaf-borders.ts";
import type { FigureColours } from "./figure-colours.ts";

/** What a surface adds: its cells and their colours. */
export interface SurfaceCells {
  readonly geometry: CellsGeometry;
  readonly fill: Uint8Array;
}

/** Leaves as layers, bottom first: fill (or the surface's cells), hatching, dots, borders. */
export function figureLayers(
  geometry: CellsGeometry,
  borders: Segments,
  colours: FigureColours,
  palette: HeatPalette,
  surface: SurfaceCells | undefined,
): Layer[] {
  const fill = surface
    ? cellsLayer({ id: "mobility-surface", geometry: surface.geometry, colours: surface.fill })
    : cellsLayer({ id: "mobility", geometry, colours: colours.fill });
  return [
    fill,
    cellsLayer({ id: "mobility-hidden", geometry, colours: colours.hatch, pattern: "diagonal" }),
    cellsLayer({ id: "mobility-dots", geometry, colours: colours.dots, pattern: "dots" }),
    borderLayer(borders, palette, surface ? FAINT_ALPHA : BORDER_ALPHA),
  ];
}

export const BORDER_ALPHA = 110;
const FAINT_ALPHA = 50;

/** Borders of leaves. */
export function borderLayer(borders: Segments, palette: HeatPalette, alpha: number): Layer {
  return bordersLayer({
    id: "mobility-borders",
    borders,
    colour: [...rgbOf(palette.border), alpha],
    widthPixels: 1,
  });
}

/** Outlines of rings around a district. */
export function ringLayer(borders: Segments, palette: HeatPalette): Layer {
  return bordersLayer({
    id: "over-mobility-rings",
    borders,
    colour: [...rgbOf(palette.selected), 255],
    widthPixels: 3,
  });
}
