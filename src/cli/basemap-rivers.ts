import type { FeatureCollection, Position } from "geojson";
import { BasemapError, collectionOf, linesFeature } from "./basemap-features.ts";
import { joinLines, tidyLines } from "./basemap-lines.ts";

/**
 * Rivers from a GMT multi-segment dump of GSHHG (`gmt pscoast -R0.6/4.4/47.6/49.8 -Ia -Df -M`): a header
 * `> River Bin # n, Level l` before each segment, then longitude and latitude. One feature per level
 * (1: widest … 4: smallest), joined across bins.
 */
export function riversFrom(dump: string, name: string): FeatureCollection {
  const byLevel = new Map<number, Position[][]>();
  let current: Position[] | undefined;
  for (const line of dump.split("\n")) {
    const level = /^> .*Level (\d)/.exec(line)?.[1];
    if (level !== undefined) {
      current = [];
      byLevel.set(Number(level), [...(byLevel.get(Number(level)) ?? []), current]);
    } else if (current && line.trim() !== "") current.push(positionOf(line, name));
  }
  if (byLevel.size === 0) throw new BasemapError(`${name}: no river in it (GMT multi-segment expected)`);
  return collectionOf(
    [...byLevel].toSorted().map(([level, lines]) => {
      const real = lines.filter((line) => line.length > 1 && String(line[0]) !== String(line.at(-1)));
      return linesFeature(tidyLines(joinLines(real), { tolerance: 0.0003, decimals: 4 }), { level });
    }),
  );
}

function positionOf(line: string, name: string): Position {
  const [lng, lat] = line.trim().split(/\s+/).map(Number);
  if (lng === undefined || lat === undefined || !Number.isFinite(lng + lat)) {
    throw new BasemapError(`${name}: "${line.slice(0, 40)}" is not a longitude and a latitude`);
  }
  return [lng, lat];
}
