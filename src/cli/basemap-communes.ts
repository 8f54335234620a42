import { centerOfMass, pointOnFeature } from "@turf/turf";
import type { Feature, FeatureCollection, Polygon, Position } from "geojson";
import {
  collectionOf,
  linesFeature,
  lngLatOf,
  type Part,
  pointFeature,
  ringsOf,
  textOf,
} from "./basemap-features.ts";
import { joinLines, keyOf, tidyLines } from "./basemap-lines.ts";

/** About 12 m on the ground: a third of a pixel at zoom 12. */
const TOLERANCE = 0.00015;

export type BorderLevel = "outer" | "department" | "commune";

/**
 * Communes as lines and names: every border once (outer, department, commune), and one point per commune
 * with its name and INSEE code. Borders come from edges that two neighbours share vertex by vertex, as
 * Etalab's contours do, so simplification opens no gap.
 */
export function communesFrom(parts: readonly Part[]): FeatureCollection {
  const borders = bordersOf(parts, (part) => codeOf(part).slice(0, 2));
  const features: Feature[] = [];
  for (const level of ["outer", "department", "commune"] as const) {
    const lines = tidyLines(joinLines(borders[level]), { tolerance: TOLERANCE, decimals: 5 });
    if (lines.length > 0) features.push(linesFeature(lines, { level }));
  }
  return collectionOf([...features, ...parts.map(namePoint)]);
}

/** Arrondissements of Paris, Lyon or Marseille in the same shape, from the city's own open data. */
export function arrondissementsFrom(parts: readonly Part[]): FeatureCollection {
  const borders = bordersOf(parts, codeOf);
  // The outer ring is the commune's own border, drawn already.
  const inner = tidyLines(joinLines(borders.department), { tolerance: TOLERANCE, decimals: 5 });
  return collectionOf([linesFeature(inner, { level: "arrondissement" }), ...parts.map(namePoint)]);
}

/** INSEE code of a commune or arrondissement ("" where the file has none). */
export function codeOf(part: Part): string {
  return textOf(part, "code", "c_arinsee", "insee") ?? "";
}

/** "Montreuil", or "Paris 18e" for arrondissements (75118), as people write them. */
export function areaNameOf(part: Part): string {
  const [, city, number] = /^(751|6938|132)(\d{1,2})$/.exec(codeOf(part)) ?? [];
  const rank = Number(number);
  const cities: Readonly<Record<string, string>> = { "751": "Paris", "6938": "Lyon", "132": "Marseille" };
  const name = city === undefined ? undefined : cities[city];
  if (name !== undefined && rank > 0) return `${name} ${rank}${rank === 1 ? "er" : "e"}`;
  return textOf(part, "nom", "name", "l_ar") ?? "";
}

function namePoint(part: Part): Feature {
  const [lng, lat] = lngLatOf(pointInside(part));
  return pointFeature(lng, lat, { name: areaNameOf(part), code: codeOf(part) });
}

function pointInside(part: Part): Position {
  const largest = ringsOf(part).toSorted((a, b) => b.length - a.length)[0] ?? [];
  const polygon: Polygon = { type: "Polygon", coordinates: [largest] };
  const centre = centerOfMass(polygon).geometry.coordinates;
  return insideRing(largest, centre) ? centre : pointOnFeature(polygon).geometry.coordinates;
}

/** Even–odd rule. */
export function insideRing(ring: readonly Position[], point: Position): boolean {
  const [x, y] = lngLatOf(point);
  let inside = false;
  for (let n = 1; n < ring.length; n++) {
    const [ax, ay] = lngLatOf(ring[n - 1] ?? []);
    const [bx, by] = lngLatOf(ring[n] ?? []);
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

interface Edge {
  readonly line: Position[];
  readonly groups: string[];
}

function bordersOf(
  parts: readonly Part[],
  groupOf: (part: Part) => string,
): Record<BorderLevel, Position[][]> {
  const edges = new Map<string, Edge>();
  for (const part of parts) {
    for (const ring of ringsOf(part)) {
      for (let n = 1; n < ring.length; n++) addEdge(edges, ring[n - 1] ?? [], ring[n] ?? [], groupOf(part));
    }
  }
  const borders: Record<BorderLevel, Position[][]> = { outer: [], department: [], commune: [] };
  for (const { line, groups } of edges.values()) borders[levelOf(groups)].push(line);
  return borders;
}

function addEdge(edges: Map<string, Edge>, from: Position, to: Position, group: string): void {
  const ends = [keyOf(from), keyOf(to)].toSorted();
  const edge = edges.get(ends.join(" ")) ?? { line: [from, to], groups: [] };
  edge.groups.push(group);
  edges.set(ends.join(" "), edge);
}

function levelOf([one, other]: readonly string[]): BorderLevel {
  if (other === undefined) return "outer";
  return one === other ? "commune" : "department";
}
