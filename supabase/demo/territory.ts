import { type Cell, cellOfParts, partsOf } from "../../src/domain/grid.ts";

/** Centre of the territory in km of EPSG:3035 (about the middle of Paris), and its radius: π · 11.3² ≈ 400 km². */
const CENTRE = { eKm: 3760.6, nKm: 2889.4 };
export const RADIUS_KM = 11.3;
const INNER_KM = 5;

/** Invented teams with plain names, each with three sectors: the middle, and two outer parts. */
export const TEAMS = [
  { name: "Équipe Nord", fromDegrees: 30, sectors: ["Centre nord", "Nord-est", "Nord-ouest"] },
  { name: "Équipe Ouest", fromDegrees: 150, sectors: ["Centre ouest", "Ouest", "Sud-ouest"] },
  { name: "Équipe Est", fromDegrees: 270, sectors: ["Centre est", "Sud-est", "Est"] },
] as const;

/** A sector of the demonstration: `team` is an index into TEAMS. */
export interface DemoSector {
  readonly name: string;
  readonly team: number;
  /** Days between visits that the team aims at. */
  readonly targetDays: number;
  readonly cells: readonly Cell[];
}

/** A point in km of the grid. */
export interface Point {
  readonly eKm: number;
  readonly nKm: number;
}

/** Centre of a cell, in km of the grid. */
export function middleOf(cell: Cell): Point {
  const { eKm, nKm } = partsOf(cell);
  return { eKm: eKm + 0.5, nKm: nKm + 0.5 };
}

/** Distance of two points, in km. */
export function distanceKm(one: Point, other: Point): number {
  return Math.hypot(one.eKm - other.eKm, one.nKm - other.nKm);
}

/** Distance from the middle of the territory, in km. */
export function fromCentreKm(point: Point): number {
  return distanceKm(point, CENTRE);
}

/** The point at a distance (km) and a direction (radians from east, anticlockwise) of the territory's middle. */
export function pointAt(distance: number, angle: number): Point {
  return { eKm: CENTRE.eKm + distance * Math.cos(angle), nKm: CENTRE.nKm + distance * Math.sin(angle) };
}

/** Every cell whose middle lies in the territory, in ascending order. */
export function territory(): Cell[] {
  const cells: Cell[] = [];
  for (let nKm = Math.floor(CENTRE.nKm - 12); nKm < CENTRE.nKm + 12; nKm++) {
    for (let eKm = Math.floor(CENTRE.eKm - 12); eKm < CENTRE.eKm + 12; eKm++) {
      const cell = cellOfParts(eKm, nKm);
      if (cell !== undefined && fromCentreKm(middleOf(cell)) <= RADIUS_KM) cells.push(cell);
    }
  }
  return cells;
}

/** The nine sectors: they cover the territory and do not overlap. */
export function sectors(): DemoSector[] {
  const cells = territory();
  const places = cells.map((cell) => placeOf(middleOf(cell)));
  return TEAMS.flatMap((team, teamIndex) =>
    team.sectors.map((name, part) => ({
      name,
      team: teamIndex,
      targetDays: part === 0 ? 10 : 21,
      cells: cells.filter((_, at) => places[at]?.team === teamIndex && places[at]?.part === part),
    })),
  );
}

function placeOf(point: Point): { team: number; part: number } {
  const angle = (Math.atan2(point.nKm - CENTRE.nKm, point.eKm - CENTRE.eKm) * 180) / Math.PI;
  // Teams are thirds of the circle that start at 30°, 150° and 270°.
  const turn = (angle - TEAMS[0].fromDegrees + 360) % 360;
  const outer = turn % 120 < 60 ? 1 : 2;
  return { team: Math.floor(turn / 120), part: fromCentreKm(point) < INNER_KM ? 0 : outer };
}
