import proj4, { type Converter } from "proj4";
import { type Cell, cellOfMetres } from "../domain/grid.ts";
import type { CrsDefinition } from "./crs.ts";
import { isGridTrueAt, LONG_LAT } from "./grid-truth.ts";
import type { Grid } from "./mapping.ts";

/** The cell of a point, or why there is none. */
export type FoundCell = Cell | "bad_coordinate" | "outside_grid" | "unknown_crs";

/** A point of a file in its own coordinate system: easting and northing, or longitude and latitude. */
export interface FilePoint {
  readonly x: number;
  readonly y: number;
}

/** How far beyond its area of use a coordinate system is still believed, in degrees. */
const MARGIN = 1;

/**
 * Snaps points of one coordinate system to a grid, on the device. `bad_coordinate`: not where that system is used
 * (a digit too many, axes swapped); `outside_grid`: beyond the grid's numbers, or where its squares are no longer
 * squares of 1 km.
 */
export function cellFinder(crs: CrsDefinition, grid: Grid): (point: FilePoint) => FoundCell {
  const toGrid = proj4(crs.proj4, grid.proj4);
  const toDegrees = proj4(crs.proj4, LONG_LAT);
  const isTrue = truthByBlock(grid);
  // There and back through degrees costs a nanometre, which moves a point on a border to the next cell.
  const isGrids = crs.proj4 === grid.proj4;
  return ({ x, y }) => {
    const degrees = moved(toDegrees, x, y);
    if (!degrees || !isWithin(crs, degrees)) return "bad_coordinate";
    const metres = isGrids ? ([x, y] as const) : moved(toGrid, x, y);
    if (!metres || !isTrue(metres, degrees)) return "outside_grid";
    return cellOfMetres(grid, metres[0], metres[1]) ?? "outside_grid";
  };
}

/** The centre of a cell in degrees: for maps of what was found. */
export function centreFinder(grid: Grid): (cell: Cell) => readonly [lon: number, lat: number] | undefined {
  const toDegrees = proj4(grid.proj4, LONG_LAT);
  return (cell) => {
    const eKm = (cell % 10_000) - grid.offsetEKm + 0.5;
    const nKm = Math.floor(cell / 10_000) - grid.offsetNKm + 0.5;
    return moved(toDegrees, eKm * 1000, nKm * 1000);
  };
}

function moved(convert: Converter, x: number, y: number): readonly [number, number] | undefined {
  if (!Number.isFinite(x) || !Number.isFinite(y)) return undefined;
  try {
    const [first = Number.NaN, second = Number.NaN] = convert.forward([x, y]);
    return Number.isFinite(first) && Number.isFinite(second) ? [first, second] : undefined;
  } catch {
    return undefined;
  }
}

function isWithin(
  { area: [west, south, east, north] }: CrsDefinition,
  [lon, lat]: readonly [number, number],
) {
  const isBetween = lon >= west - MARGIN && lon <= east + MARGIN;
  return isBetween && lat >= south - MARGIN && lat <= north + MARGIN && Math.abs(lat) <= 90;
}

const BLOCK_M = 20_000;

/** The grid's truth, asked once per 20 km block: it changes by less than 0.4 % across one. */
function truthByBlock(grid: Grid) {
  const known = new Map<string, boolean>();
  return ([east, north]: readonly [number, number], degrees: readonly [number, number]): boolean => {
    const block = `${Math.floor(east / BLOCK_M)}/${Math.floor(north / BLOCK_M)}`;
    const answer = known.get(block) ?? isGridTrueAt(grid, degrees);
    known.set(block, answer);
    return answer;
  };
}
