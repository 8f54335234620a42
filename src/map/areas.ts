import type { Feature, MultiPolygon, Polygon } from "geojson";
import { type Cell, cellOfParts } from "../domain/grid.ts";
import { basemapFolder, jsonAt, loadManifest } from "./basemap.ts";
import { boundsToParts } from "./grid-window.ts";
import { centreOf, type MapGrid } from "./map-grid.ts";
import type { Bounds } from "./map-types.ts";

/** A commune or an arrondissement, whole. */
export interface Area {
  readonly name: string;
  readonly code: string;
  readonly geometry: Polygon | MultiPolygon;
}

/** Loads the areas that the basemap was built with, by name; none where it was not. */
export async function loadAreas(): Promise<readonly Area[]> {
  const manifest = await loadManifest();
  const layer = manifest?.layers.find(({ kind }) => kind === "areas");
  return layer ? areasOf(await jsonAt(`${basemapFolder()}${layer.file}`)) : [];
}

/** The areas of a GeoJSON collection; whatever is none is left out. */
export function areasOf(collection: unknown): Area[] {
  const features = (collection as { features?: unknown } | null)?.features;
  if (!Array.isArray(features)) return [];
  return (features as Partial<Feature>[]).flatMap(({ geometry, properties }) => {
    const name: unknown = properties?.["name"];
    const code: unknown = properties?.["code"];
    const isArea = geometry?.type === "Polygon" || geometry?.type === "MultiPolygon";
    return isArea && typeof name === "string" && typeof code === "string" ? [{ name, code, geometry }] : [];
  });
}

/** Cells whose middle lies in an area: every cell of the country then belongs to one commune (turf, even–odd rule). */
export async function cellsInArea(grid: MapGrid, { geometry }: Pick<Area, "geometry">): Promise<Cell[]> {
  const { bbox, booleanPointInPolygon } = await import("@turf/turf");
  const [west, south, east, north] = bbox(geometry) as [number, number, number, number];
  return cellsAround(grid, [west, south, east, north]).filter((cell) => {
    const { lng, lat } = centreOf(grid, { square: cell, sizeKm: 1 });
    return booleanPointInPolygon([lng, lat], geometry);
  });
}

/** The cells of the smallest block around a box, row by row. */
function cellsAround(grid: MapGrid, bounds: Bounds): Cell[] {
  const { west, south, east, north } = boundsToParts(grid, bounds);
  const steps = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, step) => from + step);
  return steps(south, north).flatMap((nKm) =>
    steps(west, east).flatMap((eKm) => cellOfParts(eKm, nKm) ?? []),
  );
}
