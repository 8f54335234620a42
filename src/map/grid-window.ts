import type { MapGrid } from "./map-grid.ts";
import type { Bounds } from "./map-types.ts";

/** Grid parts (km, offset included) of the smallest block of cells around a box in degrees. */
export interface GridWindow {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** The block of cells that covers a box: its corners and the middles of its sides, since the grid is tilted. */
export function boundsToParts(grid: MapGrid, [west, south, east, north]: Bounds): GridWindow {
  const lngs = [west, (west + east) / 2, east];
  const lats = [south, (south + north) / 2, north];
  const points = lngs.flatMap((lng) => lats.map((lat) => grid.toMetres(lng, lat)));
  const eKm = points.map(([eastingM]) => eastingM / 1000 + grid.offsetEKm);
  const nKm = points.map(([, northingM]) => northingM / 1000 + grid.offsetNKm);
  return {
    west: Math.floor(Math.min(...eKm)),
    south: Math.floor(Math.min(...nKm)),
    east: Math.ceil(Math.max(...eKm)),
    north: Math.ceil(Math.max(...nKm)),
  };
}
