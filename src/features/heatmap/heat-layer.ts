import type { Layer } from "@deck.gl/core";
import type { CellsGeometry } from "../../map/cells-geometry.ts";
import { bordersLayer, cellsLayer } from "../../map/cells-layer.ts";
import { type HeatPalette, rgbOf } from "../../map/heat-palette.ts";
import type { Segments } from "../../map/leaf-borders.ts";
import type { HeatColours } from "./heat-colours.ts";

/** Leaves as layers, bottom first: fill, hatching of what is not published, dots, borders. */
export function heatLayers(
  geometry: CellsGeometry,
  borders: Segments,
  colours: HeatColours,
  palette: HeatPalette,
): Layer[] {
  return [
    cellsLayer({ id: "heat", geometry, colours: colours.fill }),
    cellsLayer({ id: "heat-hidden", geometry, colours: colours.hatch, pattern: "diagonal" }),
    cellsLayer({ id: "heat-one-side", geometry, colours: colours.dots, pattern: "dots" }),
    bordersLayer({ id: "heat-borders", borders, colour: [...rgbOf(palette.border), 110], widthPixels: 1 }),
  ];
}
