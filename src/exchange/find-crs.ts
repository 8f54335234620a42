import { DEFAULT_GRID } from "../domain/grid.ts";
import { cellFinder, centreFinder, type FilePoint } from "./cell-finder.ts";
import { type CrsDefinition, crsOf, WGS84 } from "./crs.ts";
import type { Setting } from "./mapping.ts";

/** A coordinate system that a file's points fit. */
interface FittingCrs {
  readonly srid: number;
  readonly isSwapped: boolean;
}

export interface FoundCrs {
  /** Likeliest first; empty where nothing fits. */
  readonly fitting: readonly FittingCrs[];
  /** Several fit and nothing tells which. */
  readonly isAmbiguous: boolean;
}

/**
 * Tried by themselves; any other must be named. France's usual ones with the nine conic zones, Europe's grid, the
 * web's, and California's zone 6 in US feet (one state plane only: neighbouring zones share their numbers).
 */
const USUAL = [
  WGS84,
  2154,
  27572,
  32631,
  3857,
  3035,
  2230,
  3942,
  3943,
  3944,
  3945,
  3946,
  3947,
  3948,
  3949,
  3950,
];

/** Systems whose own order is northing first, or that files are known to turn: others are not tried swapped. */
const TURNED: ReadonlySet<number> = new Set([WGS84, 2154, 27572, 32631, 3035]);

/** A system that puts projected numbers farther than this from where the organisation works is a coincidence. */
const FAR_KM = 1500;

/** Share of the points that must lie in a system's area of use and on the grid. */
const ENOUGH = 0.5;
/** A system is the one if its points lie this many times nearer to where the organisation works than another's. */
const CLEARLY_NEARER = 3;
/** Where the default grid's organisations work: Paris. */
const HOME = { lon: 2.35, lat: 48.86 };

/**
 * The coordinate systems whose points, read so, lie in the system's area of use and where the organisation's grid
 * is true. Several may: Lambert 93 and Web Mercator share their numbers around Paris, 700 km apart. Then the
 * one nearest to where the organisation works comes first.
 */
export async function findCrs(
  points: readonly FilePoint[],
  setting: Setting,
  canSwap: boolean,
): Promise<FoundCrs> {
  const known = await Promise.all([...new Set([...USUAL, setting.grid.srid])].map(crsOf));
  const small = points.filter(({ x, y }) => Math.abs(x) <= 180 && Math.abs(y) <= 180);
  const isDegrees = small.length >= points.length / 2;
  const tried = known.filter((crs) => crs !== undefined && (crs.srid === WGS84) === isDegrees);
  const tries = tried
    .filter((crs) => crs !== undefined)
    .flatMap((crs) => triesOf(crs, points, setting, canSwap));
  const best = Math.max(...tries.map(({ share }) => share));
  // Small numbers are degrees even where they lie nowhere near: their rows then say so one by one.
  const enough = isDegrees ? best : Math.max(ENOUGH, best - 0.1);
  const fitting = tries.filter(({ share, km }) => share >= enough && (isDegrees || km <= FAR_KM));
  fitting.sort((one, other) => one.km - other.km || Number(one.isSwapped) - Number(other.isSwapped));
  const [first, second] = fitting;
  const isAmbiguous = first !== undefined && second !== undefined && second.km < first.km * CLEARLY_NEARER;
  return { fitting: fitting.map(({ srid, isSwapped }) => ({ srid, isSwapped })), isAmbiguous };
}

interface Try extends FittingCrs {
  readonly share: number;
  /** Median distance to where the organisation works; 1 for all where that is not known. */
  readonly km: number;
}

function triesOf(
  crs: CrsDefinition,
  points: readonly FilePoint[],
  setting: Setting,
  canSwap: boolean,
): Try[] {
  const turns = canSwap && TURNED.has(crs.srid) ? [false, true] : [false];
  return turns.map((isSwapped) => {
    const find = cellFinder(crs, setting.grid);
    const centre = centreFinder(setting.grid);
    const turned = points.map(({ x, y }) => (isSwapped ? { x: y, y: x } : { x, y }));
    const cells = turned.map(find).filter((cell) => typeof cell === "number");
    const home = setting.near ?? (setting.grid.srid === DEFAULT_GRID.srid ? HOME : undefined);
    const distances = home ? cells.map((cell) => kmBetween(home, centre(cell))) : [];
    return {
      srid: crs.srid,
      isSwapped,
      share: cells.length / points.length,
      km: home ? middle(distances) : 1,
    };
  });
}

function middle(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.POSITIVE_INFINITY;
}

/** Distance on the sphere, in km. */
function kmBetween(home: { lon: number; lat: number }, place: readonly [number, number] | undefined): number {
  if (!place) return Number.POSITIVE_INFINITY;
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const [lon, lat] = place;
  const [dLat, dLon] = [radians(lat - home.lat), radians(lon - home.lon)];
  const a =
    Math.sin(dLat / 2) ** 2 + Math.cos(radians(lat)) * Math.cos(radians(home.lat)) * Math.sin(dLon / 2) ** 2;
  return 12_742 * Math.asin(Math.sqrt(Math.min(1, a)));
}
