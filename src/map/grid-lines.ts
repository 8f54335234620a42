import type { Feature, MultiLineString, Position } from "geojson";
import { boundsToParts } from "./grid-window.ts";
import { leafBorders } from "./leaf-borders.ts";
import type { MapGrid } from "./map-grid.ts";
import type { Bounds, Square } from "./map-types.ts";

/** More lines than this on one screen would be a grey veil, not a grid. */
const MOST_LINES = 400;

/** Lines of the 1 km grid across a box in degrees, tilted as the grid is; none when they would be too many. */
export function gridLines(grid: MapGrid, bounds: Bounds): Feature<MultiLineString> {
  const { west, south, east, north } = boundsToParts(grid, bounds);
  const coordinates: Position[][] = [];
  if (east - west + north - south <= MOST_LINES) {
    for (let e = west; e <= east; e++) coordinates.push(line(grid, south, north, (n) => [e, n]));
    for (let n = south; n <= north; n++) coordinates.push(line(grid, west, east, (e) => [e, n]));
  }
  return { type: "Feature", properties: {}, geometry: { type: "MultiLineString", coordinates } };
}

/** Outer border of squares taken as one area. */
export function outlineOf(grid: MapGrid, squares: readonly Square[]): Feature<MultiLineString> {
  const borders = leafBorders(grid, squares, new Uint8Array(squares.length));
  const at = (points: Float64Array, n: number): Position => [points[2 * n] ?? 0, points[2 * n + 1] ?? 0];
  const coordinates = Array.from({ length: borders.length }, (_, n) => [
    at(borders.from, n),
    at(borders.to, n),
  ]);
  return { type: "Feature", properties: {}, geometry: { type: "MultiLineString", coordinates } };
}

/** A line of vertices every 4 km, which bends with the projection to a tenth of a metre. */
function line(
  grid: MapGrid,
  from: number,
  to: number,
  corner: (part: number) => [eKm: number, nKm: number],
): Position[] {
  const steps = Math.max(1, Math.ceil((to - from) / 4));
  return Array.from({ length: steps + 1 }, (_, step) => {
    const [eKm, nKm] = corner(Math.min(to, from + step * 4));
    return grid.toLngLat((eKm - grid.offsetEKm) * 1000, (nKm - grid.offsetNKm) * 1000);
  });
}
