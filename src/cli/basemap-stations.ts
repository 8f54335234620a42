import type { Feature, FeatureCollection, Position } from "geojson";
import { areaNameOf, insideRing } from "./basemap-communes.ts";
import {
  collectionOf,
  linesFeature,
  lngLatOf,
  type Part,
  pointFeature,
  ringsOf,
  textOf,
} from "./basemap-features.ts";
import { joinLines, tidyLines } from "./basemap-lines.ts";

/** Modes from the heaviest; a station takes the heaviest of those that stop there. */
const MODES = ["rer", "train", "metro", "tram"] as const;
type Mode = (typeof MODES)[number];

interface Stop {
  readonly name: string;
  readonly mode: Mode;
  readonly at: Position;
}

/** Stops of one name within this many degrees (about 700 m) are one station. */
const SAME_STATION = 0.008;

/**
 * Stations from Île-de-France Mobilités' *emplacement des gares*: one point per name and place, at the middle
 * of its stops, with the arrondissement or commune that holds it ("Paris 18e").
 */
export function stationsFrom(parts: readonly Part[], areas: readonly Part[]): FeatureCollection {
  const stations: Stop[][] = [];
  for (const stop of parts.map(stopOf).filter((stop) => stop !== undefined)) {
    const same = stations.find(([first]) => first && isSameStation(first, stop));
    if (same) same.push(stop);
    else stations.push([stop]);
  }
  const find = areaFinder(areas);
  return collectionOf(stations.map((stops) => stationFeature(stops, find)).toSorted(byRank));
}

function isSameStation(one: Stop, other: Stop): boolean {
  if (one.name !== other.name) return false;
  const [lng, lat] = lngLatOf(one.at);
  const [otherLng, otherLat] = lngLatOf(other.at);
  return Math.hypot(lng - otherLng, lat - otherLat) < SAME_STATION;
}

function stopOf(part: Part): Stop | undefined {
  const name = textOf(part, "nom_iv", "nom_zdl", "nom_zda", "nom_gares", "nom_long", "nom");
  if (part.geometry.type !== "Point" || name === undefined) return undefined;
  return { name, mode: modeOf(part), at: part.geometry.coordinates };
}

function modeOf(part: Part): Mode {
  const mode = (textOf(part, "mode") ?? "").toLowerCase();
  if (mode.startsWith("rer")) return "rer";
  if (mode.startsWith("tram")) return "tram";
  return mode.startsWith("metro") || mode.startsWith("métro") ? "metro" : "train";
}

function stationFeature(stops: readonly Stop[], find: (at: Position) => string | undefined): Feature {
  const lng = stops.reduce((sum, { at }) => sum + (at[0] ?? 0), 0) / stops.length;
  const lat = stops.reduce((sum, { at }) => sum + (at[1] ?? 0), 0) / stops.length;
  const mode = MODES.find((known) => stops.some((stop) => stop.mode === known)) ?? "train";
  const within = find([lng, lat]);
  const name = stops[0]?.name ?? "";
  // More stops at one place: a larger station, hence the first to keep its label.
  const rank = MODES.indexOf(mode) * 10 - Math.min(stops.length, 9);
  return pointFeature(lng, lat, { name, mode, rank, ...(within === undefined ? {} : { within }) });
}

function byRank(one: Feature, other: Feature): number {
  return Number(one.properties?.["rank"]) - Number(other.properties?.["rank"]);
}

/** Finds the area that holds a point; the first of the list wins, so arrondissements go before communes. */
function areaFinder(areas: readonly Part[]): (at: Position) => string | undefined {
  const boxes = areas.map((area) => ({ area, name: areaNameOf(area), box: boxOf(ringsOf(area).flat()) }));
  return (at) => {
    const [lng, lat] = lngLatOf(at);
    return boxes.find(
      ({ area, box: [west, south, east, north] }) =>
        lng >= west && lng <= east && lat >= south && lat <= north && isInside(area, at),
    )?.name;
  };
}

/** A point in an odd number of rings is inside: holes and parts alike. */
function isInside(area: Part, at: Position): boolean {
  return ringsOf(area).filter((ring) => insideRing(ring, at)).length % 2 === 1;
}

function boxOf(positions: readonly Position[]): [number, number, number, number] {
  const box: [number, number, number, number] = [180, 90, -180, -90];
  for (const position of positions) {
    const [lng, lat] = lngLatOf(position);
    box[0] = Math.min(box[0], lng);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lng);
    box[3] = Math.max(box[3], lat);
  }
  return box;
}

/** Lines of Île-de-France Mobilités' *tracés*, one feature per mode; colours are left out on purpose: calm. */
export function transportLinesFrom(parts: readonly Part[]): FeatureCollection {
  const byMode = new Map<Mode, Position[][]>(MODES.map((mode) => [mode, []]));
  for (const part of parts) {
    const { geometry } = part;
    if (geometry.type === "LineString") byMode.get(modeOf(part))?.push(geometry.coordinates);
    if (geometry.type === "MultiLineString") byMode.get(modeOf(part))?.push(...geometry.coordinates);
  }
  const features = [...byMode].map(([mode, lines]) =>
    linesFeature(tidyLines(joinLines(lines), { tolerance: 0.0001, decimals: 5, leastDegrees: 0.001 }), {
      mode,
    }),
  );
  return collectionOf(features);
}
