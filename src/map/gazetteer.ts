import type { BasemapKind, BasemapManifest } from "../domain/basemap.ts";
import type { Gazetteer, NamedPlace } from "../domain/place-name.ts";
import { basemapFolder, jsonAt, loadManifest } from "./basemap.ts";

/** Loads what squares are named after: the basemap's stations and places, as far as the manifest lists them. */
export async function loadGazetteer(): Promise<Gazetteer> {
  const manifest = await loadManifest();
  const [stations, places] = await Promise.all([placesIn(manifest, "stations"), placesIn(manifest, "names")]);
  return { stations, places };
}

async function placesIn(manifest: BasemapManifest | undefined, kind: BasemapKind): Promise<NamedPlace[]> {
  const layer = manifest?.layers.find((each) => each.kind === kind);
  return layer ? namedPlaces(await jsonAt(`${basemapFolder()}${layer.file}`)) : [];
}

/** The named points of a GeoJSON collection; whatever is none is left out. */
export function namedPlaces(collection: unknown): NamedPlace[] {
  const features = fieldOf(collection, "features");
  return Array.isArray(features) ? features.map(namedPlace).filter((place) => place !== undefined) : [];
}

function namedPlace(feature: unknown): NamedPlace | undefined {
  const geometry = fieldOf(feature, "geometry");
  const properties = fieldOf(feature, "properties");
  const name = fieldOf(properties, "name");
  const within = fieldOf(properties, "within");
  const coordinates = fieldOf(geometry, "coordinates");
  if (fieldOf(geometry, "type") !== "Point" || typeof name !== "string" || !Array.isArray(coordinates))
    return undefined;
  const [lng, lat]: unknown[] = coordinates;
  if (typeof lng !== "number" || typeof lat !== "number") return undefined;
  return { name, lng, lat, ...(typeof within === "string" ? { within } : {}) };
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
