import type { Layer } from "@deck.gl/core";
import type { Cell } from "../../domain/grid.ts";
import { cellsGeometry } from "../../map/cells-geometry.ts";
import { bordersLayer, cellsLayer, type Rgba } from "../../map/cells-layer.ts";
import { leafBorders } from "../../map/leaf-borders.ts";
import type { MapGrid } from "../../map/map-grid.ts";
import type { MapTheme } from "../../map/map-types.ts";

/** Cells drawn alike: the sector being drawn or picked, or the others. */
export interface SectorGroup {
  readonly id: string;
  readonly cells: Iterable<Cell>;
  readonly tone: "own" | "other";
}

type Tones = Readonly<Record<SectorGroup["tone"], { readonly fill: Rgba; readonly border: Rgba }>>;

const TONES: Readonly<Record<MapTheme, Tones>> = {
  light: {
    own: { fill: [20, 98, 110, 120], border: [6, 63, 73, 255] },
    other: { fill: [86, 81, 73, 46], border: [86, 81, 73, 230] },
  },
  dark: {
    own: { fill: [123, 185, 192, 120], border: [169, 210, 214, 255] },
    other: { fill: [163, 171, 176, 46], border: [163, 171, 176, 230] },
  },
  night: {
    own: { fill: [232, 184, 120, 110], border: [244, 223, 197, 255] },
    other: { fill: [194, 165, 129, 46], border: [194, 165, 129, 230] },
  },
};

/** Two layers for a group: its cells and the line around them (so that the groups differ by more than colour, `own` is thicker). */
export function sectorLayers(grid: MapGrid, group: SectorGroup, theme: MapTheme): Layer[] {
  const squares = [...group.cells].map((square) => ({ square, sizeKm: 1 as const }));
  const tone = TONES[theme][group.tone];
  const oneLeaf = new Uint32Array(squares.length);
  return [
    cellsLayer({
      id: `sector-${group.id}`,
      geometry: cellsGeometry(grid, squares, oneLeaf),
      colours: Uint8Array.from(tone.fill),
      pickable: false,
    }),
    bordersLayer({
      id: `sector-${group.id}-border`,
      borders: leafBorders(grid, squares, oneLeaf),
      colour: tone.border,
      widthPixels: group.tone === "own" ? 3 : 1.5,
    }),
  ];
}
