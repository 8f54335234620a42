import { simplify } from "@turf/turf";
import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from "geojson";
import { areaNameOf, codeOf } from "./basemap-communes.ts";
import { collectionOf, lngLatOf, type Part, rounded } from "./basemap-features.ts";

/** About 30 m: a border may shift so far, and a cell of 1 km is asked by its centre alone. */
const TOLERANCE = 0.0004;
const DECIMALS = 4;

/** Communes and arrondissements as whole areas with their names; what has no name or no area is left out. */
export function areasFrom(parts: readonly Part[]): FeatureCollection {
  return collectionOf(parts.flatMap(areaOf).toSorted(byName));
}

function areaOf(part: Part): Feature[] {
  const { geometry } = part;
  const name = areaNameOf(part);
  if (name === "" || (geometry.type !== "Polygon" && geometry.type !== "MultiPolygon")) return [];
  return [{ type: "Feature", geometry: plain(geometry), properties: { name, code: codeOf(part) } }];
}

function plain(geometry: Polygon | MultiPolygon): Polygon | MultiPolygon {
  const simple = simplify(geometry, { tolerance: TOLERANCE, highQuality: false, mutate: false });
  return simple.type === "Polygon"
    ? { type: "Polygon", coordinates: simple.coordinates.map(plainRing) }
    : { type: "MultiPolygon", coordinates: simple.coordinates.map((polygon) => polygon.map(plainRing)) };
}

function plainRing(ring: readonly Position[]): Position[] {
  return ring.map((position) => lngLatOf(position).map((degrees) => rounded(degrees, DECIMALS)));
}

function byName(one: Feature, other: Feature): number {
  return nameOf(one).localeCompare(nameOf(other), "fr", { numeric: true });
}

function nameOf({ properties }: Feature): string {
  return String(properties?.["name"] ?? "");
}
