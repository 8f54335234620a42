import { type Cell, coarsen, partsOf, SIZES_KM, type SizeKm } from "./grid.ts";

/** A season's partition as the server tells it: ids of leaves, ascending, and the squares of each. */
interface Partition {
  readonly ids: Int32Array;
  readonly squares: readonly (LeafSquareShape & { readonly leaf: number })[];
}

/** One square of a leaf. */
export interface LeafSquareShape {
  readonly square: Cell;
  readonly sizeKm: SizeKm;
}

/** A leaf of the season: the set of squares in which a release shows one value. */
export interface Leaf {
  readonly id: number;
  readonly squares: readonly LeafSquareShape[];
  readonly areaKm2: number;
}

/** The partition of a season, ready to be asked. */
export interface LeafIndex {
  readonly leaves: readonly Leaf[];
  /** Squares in the order of the geometry, and the index of the leaf of each. */
  readonly squares: readonly LeafSquareShape[];
  readonly leafOfSquare: Uint32Array;
  /** Index of a leaf by its id. */
  readonly indexOfId: ReadonlyMap<number, number>;
  /** Leaf under a cell, or undefined outside the territory. */
  readonly at: (cell: Cell) => Leaf | undefined;
}

/** Builds the index of a season's partition. */
export function indexLeaves({ ids, squares }: Partition): LeafIndex {
  const indexOfId = new Map(Array.from(ids, (id, index) => [id, index]));
  const shapes: LeafSquareShape[][] = Array.from(ids, () => []);
  const owners = squares.map(({ leaf }) => indexOfId.get(leaf) ?? 0);
  const ownerOfSquare = new Map<number, number>();
  squares.forEach(({ square, sizeKm }, at) => {
    const owner = owners[at] ?? 0;
    shapes[owner]?.push({ square, sizeKm });
    ownerOfSquare.set(keyOf(square, sizeKm), owner);
  });
  const leaves = shapes.map((shape, at) => ({ id: ids[at] ?? 0, squares: shape, areaKm2: areaOf(shape) }));
  return {
    leaves,
    squares,
    leafOfSquare: Uint32Array.from(owners),
    indexOfId,
    at: (cell) => {
      const size = SIZES_KM.find((sizeKm) => ownerOfSquare.has(keyOf(coarsen(cell, sizeKm), sizeKm)));
      if (size === undefined) return undefined;
      return leaves[ownerOfSquare.get(keyOf(coarsen(cell, size), size)) ?? -1];
    },
  };
}

function areaOf(squares: readonly LeafSquareShape[]): number {
  return squares.reduce((sum, { sizeKm }) => sum + sizeKm * sizeKm, 0);
}

/** Sizes are below 16, so a square and its size make one number. */
function keyOf(square: Cell, sizeKm: SizeKm): number {
  return square * 16 + sizeKm;
}

/** The square nearest to the middle of a leaf, which may be in pieces. */
export function middleSquare({ squares }: Pick<Leaf, "squares">): LeafSquareShape | undefined {
  const centre = ({ square, sizeKm }: LeafSquareShape) => {
    const { eKm, nKm } = partsOf(square);
    return { e: eKm + sizeKm / 2, n: nKm + sizeKm / 2 };
  };
  const centres = squares.map(centre);
  const e = centres.reduce((sum, each) => sum + each.e, 0) / centres.length;
  const n = centres.reduce((sum, each) => sum + each.n, 0) / centres.length;
  let found: { square: LeafSquareShape; away: number } | undefined;
  for (const [at, square] of squares.entries()) {
    const away = Math.hypot((centres[at]?.e ?? 0) - e, (centres[at]?.n ?? 0) - n);
    if (!found || away < found.away) found = { square, away };
  }
  return found?.square;
}

/** The 1 km cell in the middle of a square: north-east of its centre where the centre is a corner. */
export function centreCellOf({ square, sizeKm }: LeafSquareShape): Cell {
  const half = Math.floor(sizeKm / 2);
  return (square + half * 10_000 + half) as Cell;
}
