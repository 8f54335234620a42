import { partsOf } from "../domain/grid.ts";
import { makeLattice } from "./lattice.ts";
import type { MapGrid } from "./map-grid.ts";
import type { Square } from "./map-types.ts";

/** Straight pieces of border in degrees, as deck.gl's LineLayer reads them. */
export interface Segments {
  readonly length: number;
  /** Longitude, latitude of each start. */
  readonly from: Float64Array<ArrayBuffer>;
  /** Longitude, latitude of each end. */
  readonly to: Float64Array<ArrayBuffer>;
}

const INNER = -1;
const ROW = 16_384;

/**
 * Borders of leaves: edges between two squares of one leaf dissolve, an edge between two leaves is drawn
 * once. Without `leafOfSquare` every square is its own leaf.
 */
export function leafBorders(
  grid: MapGrid,
  squares: readonly Square[],
  leafOfSquare?: ArrayLike<number>,
): Segments {
  const leafOfEdge = new Map<number, number>();
  squares.forEach((square, index) => {
    const leaf = leafOfSquare?.[index] ?? index;
    for (const edge of edgesOf(square)) {
      leafOfEdge.set(edge, leafOfEdge.get(edge) === leaf ? INNER : leaf);
    }
  });
  const borders: number[] = [];
  for (const [edge, leaf] of leafOfEdge) if (leaf !== INNER) borders.push(edge);
  return segmentsOf(grid, borders);
}

/** Edges of 1 km around a square. Even numbers run east, odd ones north, from the cell corner they name. */
function edgesOf({ square, sizeKm }: Square): number[] {
  const { eKm, nKm } = partsOf(square);
  const edges: number[] = [];
  for (let step = 0; step < sizeKm; step++) {
    edges.push(
      2 * (nKm * ROW + eKm + step),
      2 * ((nKm + sizeKm) * ROW + eKm + step),
      2 * ((nKm + step) * ROW + eKm) + 1,
      2 * ((nKm + step) * ROW + eKm + sizeKm) + 1,
    );
  }
  return edges;
}

function segmentsOf(grid: MapGrid, edges: readonly number[]): Segments {
  const from = new Float64Array(edges.length * 2);
  const to = new Float64Array(edges.length * 2);
  const lattice = makeLattice(grid);
  edges.forEach((edge, index) => {
    const north = edge % 2;
    const corner = (edge - north) / 2;
    const eKm = corner % ROW;
    const nKm = (corner - eKm) / ROW;
    lattice.write(eKm, nKm, from, 2 * index);
    lattice.write(eKm + 1 - north, nKm + north, to, 2 * index);
  });
  return { length: edges.length, from, to };
}
