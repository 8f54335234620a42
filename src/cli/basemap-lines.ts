import { simplify } from "@turf/turf";
import type { Position } from "geojson";
import { lngLatOf, rounded } from "./basemap-features.ts";

/** Positions as text to 5 decimals (1.1 m): two ends that meet have the same key. */
export function keyOf(position: Position): string {
  const [lng, lat] = lngLatOf(position);
  return `${lng.toFixed(5)},${lat.toFixed(5)}`;
}

/**
 * Joins lines end to end where exactly two ends meet, so that simplification does not stop at every
 * piece. Junctions of three and more stay ends, hence stay where they are.
 */
export function joinLines(lines: readonly Position[][]): Position[][] {
  const ends = new Map<string, Set<Position[]>>();
  for (const line of lines) for (const key of endsOf(line)) setAt(ends, key).add(line);
  const used = new Set<Position[]>();
  const joined: Position[][] = [];
  for (const line of lines) {
    if (used.has(line)) continue;
    used.add(line);
    const forward = walk(line, ends, used);
    joined.push([...walk(forward.toReversed(), ends, used)]);
  }
  return joined;
}

function setAt(ends: Map<string, Set<Position[]>>, key: string): Set<Position[]> {
  const known = ends.get(key) ?? new Set();
  ends.set(key, known);
  return known;
}

function endsOf(line: readonly Position[]): string[] {
  const [first, last] = [line[0], line.at(-1)];
  return first && last ? [keyOf(first), keyOf(last)] : [];
}

/** Follows a line past its last end as long as one unused line begins or ends there. */
function walk(start: Position[], ends: Map<string, Set<Position[]>>, used: Set<Position[]>): Position[] {
  const path = [...start];
  for (;;) {
    const tip = keyOf(path.at(-1) ?? []);
    const meeting = [...(ends.get(tip) ?? [])];
    const next = meeting.length === 2 ? meeting.find((line) => !used.has(line)) : undefined;
    if (!next) return path;
    used.add(next);
    const onward = keyOf(next[0] ?? []) === tip ? next : next.toReversed();
    for (const position of onward.slice(1)) path.push(position);
  }
}

/**
 * Simplifies joined lines (Douglas–Peucker of turf, tolerance in degrees), rounds them and leaves out those
 * shorter than `leastDegrees`.
 */
export function tidyLines(
  lines: readonly Position[][],
  { tolerance, decimals, leastDegrees = 0 }: { tolerance: number; decimals: number; leastDegrees?: number },
): Position[][] {
  const tidy: Position[][] = [];
  for (const line of lines) {
    if (line.length < 2 || lengthOf(line) < leastDegrees) continue;
    const { coordinates } = simplify({ type: "LineString", coordinates: line }, { tolerance });
    const short = coordinates.map((position) => lngLatOf(position).map((part) => rounded(part, decimals)));
    const moving = short.filter((position, n) => n === 0 || String(position) !== String(short[n - 1]));
    if (moving.length > 1) tidy.push(moving);
  }
  return tidy;
}

function lengthOf(line: readonly Position[]): number {
  let length = 0;
  for (let n = 1; n < line.length; n++) {
    const [fromLng, fromLat] = lngLatOf(line[n - 1] ?? []);
    const [toLng, toLat] = lngLatOf(line[n] ?? []);
    length += Math.hypot(toLng - fromLng, toLat - fromLat);
  }
  return length;
}
