import type { ReleasePolicy } from "../../data/windows.ts";
import { type Cell, cellOfParts } from "../../domain/grid.ts";
import { type ReleasedSquare, STEP_KM, type Surface } from "../../domain/smooth.ts";
import { type HeatPalette, rgbOf } from "../../map/heat-palette.ts";
import type { LeafRow } from "./leaf-rows.ts";

/** Pixels per step of the surface: contours are then 62 m smooth. */
const FINER = 8;
/** Larger pictures are drawn with the surface's own steps. */
const MOST_PIXELS = 4_000_000;
const ALPHA = 225;

/**
 * Lower bounds of the surface's classes, in youths per km² and window: the density at which a square of 2 km
 * reaches each class. Fixed by the policy, so colours never change with time or zoom.
 */
export function surfaceBreaks(classes: ReleasePolicy["classes"]): readonly number[] {
  return classes.map(({ from }) => Math.round(from / 4));
}

/** Released densities: lower bounds per km² and window; not published stays unknown. */
export function releasedSquares(rows: readonly LeafRow[], windows: number): ReleasedSquare[] {
  return rows.flatMap(({ leaf, atLeast }) => {
    const density = atLeast > 0 ? atLeast / leaf.areaKm2 / Math.max(1, windows) : undefined;
    return leaf.squares.map(({ square, sizeKm }) => ({ square, sizeKm, density }));
  });
}

export interface SurfaceImage {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, alpha; the first row is the northernmost. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}

export interface SurfacePaint {
  readonly breaks: readonly number[];
  readonly palette: HeatPalette;
  /** Whether a cell belongs to the territory: nothing is painted outside. */
  readonly inside: (cell: Cell) => boolean;
}

/** Paints a surface in the fixed classes; it fades where little is published around. */
export function surfaceImage(surface: Surface, { breaks, palette, inside }: SurfacePaint): SurfaceImage {
  const finer = surface.columns * surface.rows * FINER * FINER > MOST_PIXELS ? 1 : FINER;
  const width = surface.columns * finer;
  const height = surface.rows * finer;
  const pixels = new Uint8ClampedArray(4 * width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const column = (x + 0.5) / finer - 0.5;
      const row = (height - y - 0.5) / finer - 0.5;
      const colour = isInside(surface, column, row, inside)
        ? colourAt(surface, column, row, breaks, palette)
        : undefined;
      if (colour) pixels.set(colour, 4 * (y * width + x));
    }
  }
  return { width, height, pixels };
}

function isInside(surface: Surface, column: number, row: number, inside: SurfacePaint["inside"]): boolean {
  const eKm = Math.floor(surface.westKm + (column + 0.5) * surface.stepKm);
  const nKm = Math.floor(surface.southKm + (row + 0.5) * surface.stepKm);
  const cell = cellOfParts(eKm, nKm);
  return cell !== undefined && inside(cell);
}

function colourAt(
  surface: Surface,
  column: number,
  row: number,
  breaks: readonly number[],
  palette: HeatPalette,
): readonly number[] | undefined {
  const support = between(surface, surface.support, column, row);
  if (support < 0.02) return undefined;
  const density = between(surface, surface.density, column, row);
  const hex = palette.classes[surfaceClass(density, breaks)];
  return hex ? [...rgbOf(hex), ALPHA * Math.min(1, 2 * support)] : undefined;
}

/** 0 for everything below the second break, as many classes as breaks. */
export function surfaceClass(density: number, breaks: readonly number[]): number {
  return Math.max(0, breaks.filter((from) => density >= from).length - 1);
}

/** Bilinear between the centres of steps. */
function between(surface: Surface, values: Float32Array, column: number, row: number): number {
  const c = clamp(column, surface.columns - 1);
  const r = clamp(row, surface.rows - 1);
  const [left, low] = [Math.floor(c), Math.floor(r)];
  const [right, high] = [clamp(left + 1, surface.columns - 1), clamp(low + 1, surface.rows - 1)];
  const value = (x: number, y: number) => values[y * surface.columns + x] ?? 0;
  const south = value(left, low) + (c - left) * (value(right, low) - value(left, low));
  const north = value(left, high) + (c - left) * (value(right, high) - value(left, high));
  return south + (r - low) * (north - south);
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}

/** Steps of the surface that suit a territory: finer steps cost more than they show beyond some 20,000 km². */
export function stepFor(squares: readonly ReleasedSquare[]): number {
  const km2 = squares.reduce((sum, { sizeKm }) => sum + sizeKm * sizeKm, 0);
  return km2 > 20_000 ? 1 : STEP_KM;
}
