import type { Layer } from "@deck.gl/core";
import { CELL_STATES, type CellState } from "../domain/coverage.ts";
import { bordersLayer, cellsLayer, type Rgba } from "./cells-layer.ts";
import { STATE_PATTERNS, type StatePalette } from "./state-palette.ts";
import type { StateShapes } from "./state-shapes.ts";

/** A light fill lets the outlines and names be seen. */
const ALPHA: Readonly<Record<CellState, number>> = {
  alert: 50,
  follow_up: 220,
  never: 235,
  overdue: 225,
  visited: 110,
};
const OUTLINE_PX = 3.5;

/** One layer a state, each by its hue and its pattern, and the outlines above. */
export function stateLayers({ cells, geometry, outlines }: StateShapes, palette: StatePalette): Layer[] {
  const fills = CELL_STATES.toReversed().map((state) => {
    const colours = new Uint8Array(4 * cells.length);
    const colour = rgbaOf(palette[state], ALPHA[state]);
    cells.forEach((each, at) => {
      if (each.state === state) colours.set(colour, 4 * at);
    });
    const pattern = STATE_PATTERNS[state];
    const cut = pattern === "solid" || pattern === "outline" ? {} : { pattern };
    return cellsLayer({ id: `state-${state}`, geometry, colours, ...cut });
  });
  const outline = { id: "state-outlines", borders: outlines, widthPixels: OUTLINE_PX };
  return [...fills, bordersLayer({ ...outline, colour: rgbaOf(palette.alert, 255) })];
}

/** `#rrggbb` and an alpha of 0–255 as four bytes. */
function rgbaOf(hex: string, alpha: number): Rgba {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255, alpha];
}
