import type { Layer } from "@deck.gl/core";
import { LineLayer, ScatterplotLayer, TextLayer } from "@deck.gl/layers";
import type { Cell } from "../../domain/grid.ts";
import { cellsGeometry } from "../../map/cells-geometry.ts";
import { bordersLayer, cellsLayer, type Rgba } from "../../map/cells-layer.ts";
import { leafBorders } from "../../map/leaf-borders.ts";
import { centreOf, type MapGrid } from "../../map/map-grid.ts";
import type { MapTheme } from "../../map/map-types.ts";

interface RouteColours {
  readonly fill: Rgba;
  readonly ink: Rgba;
  readonly paper: Rgba;
}

const COLOURS: Readonly<Record<MapTheme, RouteColours>> = {
  light: { fill: [20, 98, 110, 70], ink: [6, 63, 73, 255], paper: [255, 255, 255, 255] },
  dark: { fill: [123, 185, 192, 70], ink: [169, 210, 214, 255], paper: [13, 21, 25, 255] },
  night: { fill: [232, 184, 120, 70], ink: [244, 223, 197, 255], paper: [15, 11, 7, 255] },
};

type Point = [lng: number, lat: number];

/** A round on the map: its cells, the way between them from start to end, and their numbers. */
export function routeLayers(
  grid: MapGrid,
  route: { readonly start: Cell | null; readonly end: Cell | null; readonly stops: readonly Cell[] },
  theme: MapTheme,
): Layer[] {
  const { fill, ink, paper } = COLOURS[theme];
  const middle = (cell: Cell): Point => {
    const { lng, lat } = centreOf(grid, { square: cell, sizeKm: 1 });
    return [lng, lat];
  };
  const squares = route.stops.map((square) => ({ square, sizeKm: 1 as const }));
  const colours = new Uint8Array(squares.flatMap(() => [...fill]));
  const way = [route.start, ...route.stops, route.end].filter((cell) => cell !== null).map(middle);
  const legs = way.slice(1).map((to, at) => ({ from: way[at] ?? to, to }));
  const numbers = route.stops.map((cell, at) => ({ at: middle(cell), text: String(at + 1) }));
  const above = { depthCompare: "always", depthWriteEnabled: false } as const;
  return [
    cellsLayer({ id: "route-cells", geometry: cellsGeometry(grid, squares), colours }),
    bordersLayer({ id: "route-borders", borders: leafBorders(grid, squares), colour: ink, widthPixels: 1.5 }),
    new LineLayer({
      id: "route-way",
      data: legs,
      getSourcePosition: ({ from }: { from: Point }) => from,
      getTargetPosition: ({ to }: { to: Point }) => to,
      getColor: [...ink],
      getWidth: 2.5,
      widthUnits: "pixels",
      parameters: above,
    }),
    new ScatterplotLayer({
      id: "over-route-badges",
      data: numbers,
      getPosition: ({ at }: { at: Point }) => at,
      getRadius: 11,
      radiusUnits: "pixels",
      getFillColor: [...paper],
      getLineColor: [...ink],
      stroked: true,
      getLineWidth: 2,
      lineWidthUnits: "pixels",
      parameters: above,
    }),
    new TextLayer({
      id: "over-route-numbers",
      data: numbers,
      getPosition: ({ at }: { at: Point }) => at,
      getText: ({ text }: { text: string }) => text,
      getColor: [...ink],
      getSize: 13,
      fontFamily: "Inter, system-ui, sans-serif",
      fontWeight: 700,
      parameters: above,
    }),
  ];
}
