import { partsOf } from "../domain/grid.ts";
import { makeLattice } from "./lattice.ts";
import type { MapGrid } from "./map-grid.ts";
import type { Square } from "./map-types.ts";

/**
 * Squares as deck.gl's binary polygons: one closed ring per square, vertices in degrees. Squares stay in the
 * order given: a square's index is what a pick answers.
 */
export interface CellsGeometry {
  readonly length: number;
  /** First vertex of each square, and the number of vertices at the end. */
  readonly startIndices: Uint32Array;
  /** Longitude, latitude per vertex. */
  readonly positions: Float64Array<ArrayBuffer>;
  /** Triangles, as vertex numbers. */
  readonly triangles: Uint32Array<ArrayBuffer>;
  /** The leaf that each square belongs to. */
  readonly leafOfSquare: Uint32Array;
}

/**
 * Edges are broken every 1 km: an 8 km edge that is straight in EPSG:3035 bends by 1.3 m on a Mercator map at
 * Paris; and a large square then shares every vertex with the small ones beside it, so no pixel between them
 * stays empty.
 */
const STEP_KM = 1;

/**
 * Builds the polygons of squares. The grid is tilted by about 6° at Paris, so every vertex is projected.
 * `leafOfSquare[i]` names the leaf of square i; without it every square is its own leaf.
 */
export function cellsGeometry(
  grid: MapGrid,
  squares: readonly Square[],
  leafOfSquare?: ArrayLike<number>,
): CellsGeometry {
  const startIndices = new Uint32Array(squares.length + 1);
  let vertices = 0;
  squares.forEach(({ sizeKm }, index) => {
    startIndices[index] = vertices;
    vertices += 4 * stepsOf(sizeKm) + 1;
  });
  startIndices[squares.length] = vertices;
  const positions = new Float64Array(vertices * 2);
  const triangles = new Uint32Array(3 * (vertices - 3 * squares.length));
  const lattice = makeLattice(grid);
  let triangle = 0;
  squares.forEach((square, index) => {
    const first = startIndices[index] ?? 0;
    ringOf(square, (eKm, nKm, n) => lattice.write(eKm, nKm, positions, 2 * (first + n)));
    triangle = fan(triangles, triangle, first, 4 * stepsOf(square.sizeKm));
  });
  return {
    length: squares.length,
    startIndices,
    positions,
    triangles,
    leafOfSquare: leafOfSquare ? Uint32Array.from(leafOfSquare) : Uint32Array.from(squares.keys()),
  };
}

function stepsOf(sizeKm: number): number {
  return Math.max(1, sizeKm / STEP_KM);
}

/** Walks a square's closed ring counter-clockwise from its lower-left corner. */
function ringOf({ square, sizeKm }: Square, visit: (eKm: number, nKm: number, n: number) => void): void {
  const { eKm, nKm } = partsOf(square);
  const steps = stepsOf(sizeKm);
  const step = sizeKm / steps;
  for (let n = 0; n < steps; n++) {
    visit(eKm + n * step, nKm, n);
    visit(eKm + sizeKm, nKm + n * step, steps + n);
    visit(eKm + sizeKm - n * step, nKm + sizeKm, 2 * steps + n);
    visit(eKm, nKm + sizeKm - n * step, 3 * steps + n);
  }
  visit(eKm, nKm, 4 * steps);
}

/** A fan from the first corner; the triangles along its own two edges are flat and draw nothing. */
function fan(triangles: Uint32Array, at: number, first: number, corners: number): number {
  let next = at;
  for (let n = 1; n < corners - 1; n++) {
    triangles[next++] = first;
    triangles[next++] = first + n;
    triangles[next++] = first + n + 1;
  }
  return next;
}
