import proj4 from "proj4";
import { type Cell, cellOfMetres, cornersOf, type GridDefinition } from "../domain/grid.ts";
import type { Bounds, LngLat, Square } from "./map-types.ts";

/** A grid that can be drawn: its definition and both ways between its metres and degrees. */
export interface MapGrid extends GridDefinition {
  /** Metres of the grid's CRS → longitude and latitude (WGS 84). */
  readonly toLngLat: (eastingM: number, northingM: number) => [lng: number, lat: number];
  /** Longitude and latitude (WGS 84) → metres of the grid's CRS. */
  readonly toMetres: (lng: number, lat: number) => [eastingM: number, northingM: number];
}

/** PROJ string of the default grid's CRS, EPSG:3035 (LAEA Europe). */
export const DEFAULT_GRID_PROJ4 =
  "+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80 +units=m +no_defs";

/**
 * Joins a grid to its projection. `proj4Definition` is the PROJ string that `me()` answers with the
 * grid. Throws when proj4 does not understand it.
 */
export function mapGrid(grid: GridDefinition, proj4Definition: string): MapGrid {
  const converter = proj4("EPSG:4326", proj4Definition);
  return {
    ...grid,
    toLngLat: (eastingM, northingM) => converter.inverse([eastingM, northingM]) as [number, number],
    toMetres: (lng, lat) => converter.forward([lng, lat]) as [number, number],
  };
}

/** The cell under a point, or undefined outside the grid. */
export function cellAt(grid: MapGrid, { lng, lat }: LngLat): Cell | undefined {
  const [eastingM, northingM] = grid.toMetres(lng, lat);
  return Number.isFinite(eastingM + northingM) ? cellOfMetres(grid, eastingM, northingM) : undefined;
}

/** Longitude and latitude of a square's centre. */
export function centreOf(grid: MapGrid, { square, sizeKm }: Square): LngLat {
  const [west, south] = southWestOf(grid, { square, sizeKm });
  const [lng, lat] = grid.toLngLat(west + sizeKm * 500, south + sizeKm * 500);
  return { lng, lat };
}

/** The smallest box in degrees around squares, or undefined for none. */
export function boundsOf(grid: MapGrid, squares: Iterable<Square>): Bounds | undefined {
  let box: [number, number, number, number] | undefined;
  for (const { square, sizeKm } of squares) {
    for (const [eastingM, northingM] of cornersOf(grid, square, sizeKm)) {
      const [lng, lat] = grid.toLngLat(eastingM, northingM);
      box = box
        ? [Math.min(box[0], lng), Math.min(box[1], lat), Math.max(box[2], lng), Math.max(box[3], lat)]
        : [lng, lat, lng, lat];
    }
  }
  return box;
}

/**
 * The region that a PROJ string was made for, where nothing drawn says better: 3° around its origin, or the
 * inhabited part of a UTM zone. Undefined for the default grid and for a string that names no origin.
 */
export function regionOf(proj4Definition: string): Bounds | undefined {
  if (proj4Definition === DEFAULT_GRID_PROJ4) return undefined;
  const zone = numberIn(proj4Definition, "zone");
  const south = /\+south\b/.test(proj4Definition);
  if (zone !== undefined) return [6 * zone - 186, south ? -45 : 15, 6 * zone - 180, south ? -5 : 60];
  const lng = numberIn(proj4Definition, "lon_0");
  const lat = numberIn(proj4Definition, "lat_0");
  return lng === undefined || lat === undefined ? undefined : [lng - 3, lat - 3, lng + 3, lat + 3];
}

function numberIn(proj4Definition: string, name: string): number | undefined {
  const found = new RegExp(`\\+${name}=(-?\\d+(?:\\.\\d+)?)`).exec(proj4Definition);
  return found ? Number(found[1]) : undefined;
}

function southWestOf(grid: GridDefinition, { square, sizeKm }: Square): [number, number] {
  const [first] = cornersOf(grid, square, sizeKm);
  if (!first) throw new Error("a square has four corners");
  return first;
}
