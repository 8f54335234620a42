import proj4 from "proj4";
import type { Grid } from "./mapping.ts";

/** Longitude and latitude on WGS 84. */
export const LONG_LAT = "+proj=longlat +datum=WGS84 +no_defs";

/** Most that a grid's kilometre may differ from a true one. */
const TOLERANCE = 0.1;
const EARTH_M = 6_371_008.8;
const STEP_DEGREES = 0.01;

/**
 * Whether a grid's squares of 1 km are such at a place: a step north and a step east on the ground must come out
 * within 10 % of their length, whatever their direction (the Jacobian's two singular values). So EPSG:3035 ends
 * 5,700 km from 52° N 10° E, although its numbers go on, and Web Mercator is no grid beyond 25° of latitude.
 */
export function isGridTrueAt(grid: Grid, [lon, lat]: readonly [number, number]): boolean {
  if (Math.abs(lat) > 89) return false;
  const project = proj4(LONG_LAT, grid.proj4);
  try {
    const [x = Number.NaN, y = Number.NaN] = project.forward([lon, lat]);
    const [eastX = Number.NaN, eastY = Number.NaN] = project.forward([lon + STEP_DEGREES, lat]);
    const [northX = Number.NaN, northY = Number.NaN] = project.forward([lon, lat + STEP_DEGREES]);
    const north = (STEP_DEGREES * Math.PI * EARTH_M) / 180;
    const east = north * Math.cos((lat * Math.PI) / 180);
    const [low, high] = scales(
      [(eastX - x) / east, (eastY - y) / east],
      [(northX - x) / north, (northY - y) / north],
    );
    return low >= 1 - TOLERANCE && high <= 1 + TOLERANCE;
  } catch {
    return false;
  }
}

/** Singular values of the 2 × 2 matrix with these columns, smaller first. */
function scales([a, c]: readonly [number, number], [b, d]: readonly [number, number]): [number, number] {
  const squares = a * a + b * b + c * c + d * d;
  const area = Math.abs(a * d - b * c);
  const high = Math.sqrt((squares + Math.sqrt(Math.max(0, squares * squares - 4 * area * area))) / 2);
  return [area / high, high];
}

/** Whether a definition can be a grid's at all: projected, in metres. */
export function isMetric(definition: string): boolean {
  return !/\+proj=longlat|\+units=(?!m\b)|\+to_meter=(?!1(\.0*)?\b)/.test(definition);
}
