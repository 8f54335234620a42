import { type Cell, partsOf } from "../domain/grid.ts";
import type { MapGrid } from "./map-grid.ts";

/** A point on paper: mm from the frame's upper left corner. */
export type PaperPoint = readonly [x: number, y: number];

/** What part of the ground a printed map shows, along the grid's own axes, so that cells are upright squares. */
export interface PrintFrame {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly mmPerKm: number;
  /** Grid parts (km) of the frame's upper left corner. */
  readonly westKm: number;
  readonly northKm: number;
  /** Degrees by which north leans to the right of the paper's upper edge. */
  readonly northDegrees: number;
}

/** Around the outermost cells, and the least ground that a map shows, in km. */
const MARGIN_KM = 0.7;
const LEAST_KM = 4;

/** The frame that holds cells with some room around; undefined for none. */
export function printFrame(
  grid: MapGrid,
  cells: readonly Cell[],
  widthMm: number,
  heightMm: number,
): PrintFrame | undefined {
  if (cells.length === 0) return undefined;
  const parts = cells.map(partsOf);
  const west = Math.min(...parts.map(({ eKm }) => eKm)) - MARGIN_KM;
  const east = Math.max(...parts.map(({ eKm }) => eKm)) + 1 + MARGIN_KM;
  const south = Math.min(...parts.map(({ nKm }) => nKm)) - MARGIN_KM;
  const north = Math.max(...parts.map(({ nKm }) => nKm)) + 1 + MARGIN_KM;
  const mmPerKm = Math.min(
    widthMm / Math.max(LEAST_KM, east - west),
    heightMm / Math.max(LEAST_KM, north - south),
  );
  const westKm = (west + east) / 2 - widthMm / mmPerKm / 2;
  const northKm = (south + north) / 2 + heightMm / mmPerKm / 2;
  const northDegrees = northOf(grid, (west + east) / 2, (south + north) / 2);
  return { widthMm, heightMm, mmPerKm, westKm, northKm, northDegrees };
}

/** Where a point of the grid (km) lies on paper. */
export function onPaper(frame: PrintFrame, eKm: number, nKm: number): PaperPoint {
  return [(eKm - frame.westKm) * frame.mmPerKm, (frame.northKm - nKm) * frame.mmPerKm];
}

/** Where a place in degrees lies on paper; undefined where the projection has no answer. */
export function placeOnPaper(
  grid: MapGrid,
  frame: PrintFrame,
  lng: number,
  lat: number,
): PaperPoint | undefined {
  const [eastingM, northingM] = grid.toMetres(lng, lat);
  if (!Number.isFinite(eastingM + northingM)) return undefined;
  return onPaper(frame, eastingM / 1000 + grid.offsetEKm, northingM / 1000 + grid.offsetNKm);
}

/** True where a point lies on the map's paper, or within `spareMm` of it. */
export function isOnMap({ widthMm, heightMm }: PrintFrame, [x, y]: PaperPoint, spareMm = 0): boolean {
  return x >= -spareMm && x <= widthMm + spareMm && y >= -spareMm && y <= heightMm + spareMm;
}

/** A whole number of km that makes a scale of about a quarter of the map's width. */
export function scaleKm({ widthMm, mmPerKm }: PrintFrame): number {
  const room = widthMm / 4 / mmPerKm;
  return [20, 10, 5, 2, 1].find((km) => km <= room) ?? 1;
}

/** Angle of true north against the grid's at a point, clockwise, in degrees. */
function northOf(grid: MapGrid, eKm: number, nKm: number): number {
  const metres = (km: number, offset: number) => (km - offset) * 1000;
  const [lng, lat] = grid.toLngLat(metres(eKm, grid.offsetEKm), metres(nKm, grid.offsetNKm));
  const [east, north] = grid.toMetres(lng, lat + 0.01);
  const here = grid.toMetres(lng, lat);
  return (Math.atan2(east - here[0], north - here[1]) * 180) / Math.PI;
}
