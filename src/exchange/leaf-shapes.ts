import type { MultiPolygon, Polygon } from "geojson";
import proj4 from "proj4";
import { type Cell, cornersOf, type SizeKm } from "../domain/grid.ts";
import { LONG_LAT } from "./grid-truth.ts";
import type { Grid } from "./mapping.ts";

/** Squares as one MultiPolygon in WGS 84 (RFC 7946: counter-clockwise, 7 decimals ≈ 1 cm). */
export function shapeMaker(grid: Grid) {
  const toDegrees = proj4(grid.proj4, LONG_LAT);
  const ring = (square: Cell, sizeKm: SizeKm): Polygon["coordinates"] => {
    const corners = cornersOf(grid, square, sizeKm).map((corner) => rounded(toDegrees.forward(corner)));
    return [[...corners, ...corners.slice(0, 1)]];
  };
  return (squares: readonly { readonly square: Cell; readonly sizeKm: SizeKm }[]): MultiPolygon => ({
    type: "MultiPolygon",
    coordinates: squares.map(({ square, sizeKm }) => ring(square, sizeKm)),
  });
}

function rounded([lon = 0, lat = 0]: readonly number[]): [number, number] {
  return [Number(lon.toFixed(7)), Number(lat.toFixed(7))];
}
