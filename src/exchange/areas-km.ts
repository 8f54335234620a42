import type { MultiPolygon, Polygon, Position } from "geojson";
import proj4 from "proj4";
import type { AreaKm } from "../domain/open-data.ts";
import { LONG_LAT } from "./grid-truth.ts";
import type { Grid } from "./mapping.ts";

/** A commune or an arrondissement in degrees (WGS 84). */
export interface AreaDegrees {
  readonly code: string;
  readonly geometry: Polygon | MultiPolygon;
}

/** Areas in km of the grid, offset included, as cells are counted. */
export function areasInKm(areas: readonly AreaDegrees[], grid: Grid): AreaKm[] {
  const toMetres = proj4(LONG_LAT, grid.proj4);
  const point = ([lon = 0, lat = 0]: Position): readonly [number, number] => {
    const [e = 0, n = 0] = toMetres.forward([lon, lat]);
    return [e / 1000 + grid.offsetEKm, n / 1000 + grid.offsetNKm];
  };
  return areas.map(({ code, geometry }) => {
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    return { code, polygons: polygons.map((rings) => rings.map((ring) => ring.map(point))) };
  });
}
