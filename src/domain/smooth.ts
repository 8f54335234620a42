import { type Cell, cellsOf, partsOf, type SizeKm } from "./grid.ts";

/** A square with its released value: at least so many youths; undefined where nothing is published. */
export interface ReleasedSquare {
  readonly square: Cell;
  readonly sizeKm: SizeKm;
  /** Youths per km², at least. */
  readonly density: number | undefined;
}

/** A smoothed surface: values at the centres of steps, row by row from the south-west. */
export interface Surface {
  /** Grid parts (km) of the lower-left corner. */
  readonly westKm: number;
  readonly southKm: number;
  readonly stepKm: number;
  readonly columns: number;
  readonly rows: number;
  /** Youths per km², at least: the mean of published cells around, weighted by the kernel. */
  readonly density: Float32Array;
  /** 0–1: how much of the kernel's weight lies on published cells. 0 where nothing near is published. */
  readonly support: Float32Array;
}

/** Reach of the kernel, in km, and the surface's step. */
const REACH_KM = 2.5;
export const STEP_KM = 0.5;

interface Weighted {
  readonly published: Float32Array;
  readonly all: Float32Array;
  readonly sum: Float32Array;
}

/**
 * Smooths released squares with a biweight kernel, K(u) = (1 − u²)² for u < 1 (Silverman 1986, §3.3), as a
 * Nadaraya–Watson mean over published 1 km cells. A cell that is not published counts as unknown, never as zero:
 * it lowers the support, not the value. A function of released values alone, so it tells nothing new.
 */
export function smooth(
  squares: readonly ReleasedSquare[],
  reachKm = REACH_KM,
  stepKm = STEP_KM,
): Surface | undefined {
  const frame = frameOf(squares, reachKm, stepKm);
  if (!frame) return undefined;
  const length = frame.columns * frame.rows;
  const weights: Weighted = {
    published: new Float32Array(length),
    all: new Float32Array(length),
    sum: new Float32Array(length),
  };
  for (const { square, sizeKm, density } of squares) {
    for (const cell of cellsOf(square, sizeKm)) spread(cell, density, reachKm, frame, weights);
  }
  const density = weights.sum.map((sum, at) => ratio(sum, weights.published[at]));
  const support = weights.published.map((weight, at) => ratio(weight, weights.all[at]));
  return { ...frame, density, support };
}

/** The kernel at a distance of `u` reaches. */
export function biweight(u: number): number {
  return u >= 1 ? 0 : (1 - u * u) ** 2;
}

type Frame = Omit<Surface, "density" | "support">;

function frameOf(squares: readonly ReleasedSquare[], reachKm: number, stepKm: number): Frame | undefined {
  if (squares.length === 0) return undefined;
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { square, sizeKm } of squares) {
    const { eKm, nKm } = partsOf(square);
    west = Math.min(west, eKm);
    south = Math.min(south, nKm);
    east = Math.max(east, eKm + sizeKm);
    north = Math.max(north, nKm + sizeKm);
  }
  const margin = Math.ceil(reachKm);
  return {
    westKm: west - margin,
    southKm: south - margin,
    stepKm,
    columns: Math.ceil((east - west + 2 * margin) / stepKm),
    rows: Math.ceil((north - south + 2 * margin) / stepKm),
  };
}

function spread(
  cell: Cell,
  density: number | undefined,
  reachKm: number,
  frame: Frame,
  weights: Weighted,
): void {
  const { eKm, nKm } = partsOf(cell);
  const column = (eKm + 0.5 - frame.westKm) / frame.stepKm - 0.5;
  const row = (nKm + 0.5 - frame.southKm) / frame.stepKm - 0.5;
  const reach = reachKm / frame.stepKm;
  for (let r = Math.max(0, Math.ceil(row - reach)); r <= Math.min(frame.rows - 1, row + reach); r++) {
    for (
      let c = Math.max(0, Math.ceil(column - reach));
      c <= Math.min(frame.columns - 1, column + reach);
      c++
    ) {
      const weight = biweight(Math.hypot(c - column, r - row) / reach);
      const at = r * frame.columns + c;
      weights.all[at] = (weights.all[at] ?? 0) + weight;
      if (density === undefined) continue;
      weights.published[at] = (weights.published[at] ?? 0) + weight;
      weights.sum[at] = (weights.sum[at] ?? 0) + weight * density;
    }
  }
}

function ratio(part: number, whole: number | undefined): number {
  return whole === undefined || whole < 1e-9 ? 0 : part / whole;
}
