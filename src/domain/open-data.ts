import { type Cell, partsOf } from "./grid.ts";

/** A released value with the interval that its noise leaves. */
export interface Measured {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** A square or district that a release tells a value of, by its 1 km cells. */
export interface JoinPlace {
  readonly id: number;
  readonly cells: readonly Cell[];
}

/** What a table of open data says of one place. */
export interface JoinedBase {
  readonly id: number;
  /** Sum of the table's numbers that lie in the place (inhabitants, households). */
  readonly base: number;
  /** 0–1: how much of the place's surface the table speaks of. */
  readonly covered: number;
}

/**
 * Sums a table of 1 km squares over places. A square that the table does not name adds nothing and is not covered:
 * INSEE lists inhabited squares alone, so it may be empty or unknown, and the table cannot tell which.
 */
export function joinCells(values: ReadonlyMap<Cell, number>, places: readonly JoinPlace[]): JoinedBase[] {
  return places.map(({ id, cells }) => {
    const named = cells.flatMap((cell) => values.get(cell) ?? []);
    const base = named.reduce((sum, value) => sum + value, 0);
    return { id, base, covered: cells.length === 0 ? 0 : named.length / cells.length };
  });
}

/** A commune in km of the grid: polygons, each with its outer ring first and its holes after it. */
export interface AreaKm {
  readonly code: string;
  readonly polygons: readonly (readonly Ring[])[];
}
type Ring = readonly (readonly [eKm: number, nKm: number])[];

/** Points on one edge of a cell: 4 × 4 points stand for 6.25 ha each. */
const POINTS = 4;

/**
 * Shares a table of communes out over places by surface (areal weighting; Goodchild & Lam 1980, Geo-Processing 1):
 * a commune of 1,000 inhabitants with a quarter of its surface in a place adds 250. It supposes that people live
 * evenly over the commune, which they do not: a table by 1 km square says more.
 *
 * Where two areas of the table hold a point (a city and its arrondissements), the smaller one counts.
 */
export function joinAreas(
  values: ReadonlyMap<string, number>,
  areas: readonly AreaKm[],
  places: readonly JoinPlace[],
): JoinedBase[] {
  const known = areas
    .filter(({ code }) => values.has(code))
    .map((area) => {
      const rings = area.polygons.flat();
      return { code: area.code, rings, box: boxOf(rings), km2: surfaceOf(area) };
    })
    .sort((one, other) => one.km2 - other.km2);
  const share = 1 / (POINTS * POINTS);
  return places.map(({ id, cells }) => {
    let base = 0;
    let covered = 0;
    for (const cell of cells) {
      const { eKm, nKm } = partsOf(cell);
      const near = known.filter(({ box }) => touches(box, eKm, nKm));
      for (const [x, y] of pointsOf(eKm, nKm)) {
        const area = near.find(({ rings }) => isInside(rings, x, y));
        if (!area) continue;
        covered += share;
        base += ((values.get(area.code) ?? 0) * share) / area.km2;
      }
    }
    return { id, base, covered: cells.length === 0 ? 0 : covered / cells.length };
  });
}

/** Cities whose communes INSEE also splits, with how the codes of their arrondissements begin. */
const SPLIT_CITIES = [
  ["75056", /^751(0[1-9]|1\d|20)$/],
  ["69123", /^6938[1-9]$/],
  ["13055", /^132(0[1-9]|1[0-6])$/],
] as const;

/** Adds Paris, Lyon and Marseille as the union of their arrondissements, where the areas hold these alone. */
export function withWholeCities(areas: readonly AreaKm[]): AreaKm[] {
  const whole = SPLIT_CITIES.flatMap(([code, pattern]) => {
    const parts = areas.filter((area) => pattern.test(area.code));
    const isKnown = areas.some((area) => area.code === code);
    return isKnown || parts.length === 0
      ? []
      : [{ code, polygons: parts.flatMap(({ polygons }) => polygons) }];
  });
  return [...areas, ...whole];
}

/** A released value against what the table counts there, or why there is no ratio. */
export type Ratio =
  | { readonly kind: "ratio"; readonly per1000: Measured }
  | { readonly kind: "none"; readonly why: "hidden" | "no_base" };

/** Youths met per 1,000 of what the table counts; its noise is that of the released value. */
export function ratioOf(value: Measured | undefined, base: number): Ratio {
  if (value === undefined) return { kind: "none", why: "hidden" };
  // Fewer than one inhabitant, after sharing out: nothing to divide by.
  if (base < 1) return { kind: "none", why: "no_base" };
  const per = (youths: number) => (1000 * youths) / base;
  return {
    kind: "ratio",
    per1000: { value: per(value.value), low: per(value.low), high: per(value.high) },
  };
}

interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

function boxOf(rings: readonly Ring[]): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings) {
    for (const [x, y] of ring) {
      west = Math.min(west, x);
      east = Math.max(east, x);
      south = Math.min(south, y);
      north = Math.max(north, y);
    }
  }
  return { west, south, east, north };
}

function touches({ west, south, east, north }: Box, eKm: number, nKm: number): boolean {
  return west < eKm + 1 && east > eKm && south < nKm + 1 && north > nKm;
}

/** Middles of 4 × 4 equal parts of a cell. */
function pointsOf(eKm: number, nKm: number): [number, number][] {
  const steps = Array.from({ length: POINTS }, (_, step) => (step + 0.5) / POINTS);
  return steps.flatMap((north) => steps.map((east): [number, number] => [eKm + east, nKm + north]));
}

/** Even–odd rule over all rings. */
function isInside(rings: readonly Ring[], x: number, y: number): boolean {
  let inside = false;
  for (const ring of rings) {
    let [ax, ay] = ring.at(-1) ?? [0, 0];
    for (const [bx, by] of ring) {
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
      [ax, ay] = [bx, by];
    }
  }
  return inside;
}

/** Surface in km²: outer rings less their holes, whatever their direction (shoelace formula). */
function surfaceOf({ polygons }: AreaKm): number {
  const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
  return sum(
    polygons.map(([outer = [], ...holes]) => {
      return Math.abs(shoelace(outer)) - sum(holes.map((hole) => Math.abs(shoelace(hole))));
    }),
  );
}

function shoelace(ring: Ring): number {
  let [ax, ay] = ring.at(-1) ?? [0, 0];
  let twice = 0;
  for (const [bx, by] of ring) {
    twice += ax * by - bx * ay;
    [ax, ay] = [bx, by];
  }
  return twice / 2;
}
