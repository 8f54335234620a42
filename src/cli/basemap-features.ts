import { readFile } from "node:fs/promises";
import type { Feature, FeatureCollection, Geometry, Position } from "geojson";

/** What went wrong with the basemap, in words for the person at the terminal. */
export class BasemapError extends Error {
  override readonly name = "BasemapError";
}

export interface Part {
  readonly geometry: Geometry;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Reads a GeoJSON feature collection. Throws a BasemapError that names the file. */
export async function readFeatures(path: string): Promise<Part[]> {
  const text = await readFile(path, "utf8").catch((cause: Error) => {
    throw new BasemapError(`${path}: cannot be read (${cause.message})`);
  });
  return parseFeatures(text, path);
}

/** Reads a GeoJSON feature collection from text; `name` is quoted in errors. */
export function parseFeatures(text: string, name: string): Part[] {
  const collection = parseJson(text, name);
  const features = isRecord(collection) ? collection["features"] : undefined;
  if (!Array.isArray(features)) throw new BasemapError(`${name}: not a GeoJSON FeatureCollection`);
  const parts = features.filter(isPart).map(({ geometry, properties }) => ({ geometry, properties }));
  if (parts.length === 0) throw new BasemapError(`${name}: no feature with a geometry and properties`);
  return parts;
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BasemapError(`${name}: not JSON (cut off, or an error page instead of the file?)`);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isPart(value: unknown): value is Part {
  return isRecord(value) && isRecord(value["geometry"]) && isRecord(value["properties"]);
}

/** The first of several properties that is a text, trimmed; published files change their field names. */
export function textOf(part: Part, ...fields: string[]): string | undefined {
  for (const field of fields) {
    const value = part.properties[field];
    if (typeof value === "string" && value.trim() !== "") return value.trim();
    if (typeof value === "number") return String(value);
  }
  return undefined;
}

/** Closed rings of a polygon or multipolygon; none for other geometries. */
export function ringsOf({ geometry }: Part): Position[][] {
  if (geometry.type === "Polygon") return geometry.coordinates;
  return geometry.type === "MultiPolygon" ? geometry.coordinates.flat() : [];
}

/** Longitude and latitude of a position. Throws for one without both. */
export function lngLatOf(position: Position): [number, number] {
  const [lng, lat] = position;
  if (lng === undefined || lat === undefined) throw new BasemapError("a position without two coordinates");
  return [lng, lat];
}

/** Rounds degrees; 5 decimals are 1.1 m, 4 are 11 m. */
export function rounded(degrees: number, decimals: number): number {
  return Number(degrees.toFixed(decimals));
}

export type Properties = Readonly<Record<string, string | number>>;

/** A point feature, to a metre. */
export function pointFeature(lng: number, lat: number, properties: Properties): Feature {
  const coordinates = [rounded(lng, 5), rounded(lat, 5)];
  return { type: "Feature", geometry: { type: "Point", coordinates }, properties: { ...properties } };
}

/** One feature of many lines. */
export function linesFeature(coordinates: Position[][], properties: Properties): Feature {
  return {
    type: "Feature",
    geometry: { type: "MultiLineString", coordinates },
    properties: { ...properties },
  };
}

/** Gathers features for a file. */
export function collectionOf(features: Feature[]): FeatureCollection {
  return { type: "FeatureCollection", features };
}
