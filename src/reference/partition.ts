import { type Cell, coarsen, type SizeKm } from "../domain/grid.ts";

/** A square with its noisy count, and the smallest leaf allowed in it. */
export interface CountedSquare {
  readonly square: number;
  readonly sizeKm: SizeKm;
  readonly count: number;
  readonly finest: number;
}

/** Squares that make one leaf: number and size in km. */
export type Leaf = readonly (readonly [square: number, sizeKm: number])[];

/** Names a square among those of four levels. */
export function squareKey(square: number, sizeKm: number): string {
  return `${square}/${sizeKm}`;
}

/** How four children of a square are divided. */
interface Division {
  /** Children of at least the threshold, smallest first: parts that are split again. */
  readonly parts: readonly CountedSquare[];
  /** All others, with what was brought from above: a part of its own, or too few and brought to the smallest part. */
  readonly pool: readonly CountedSquare[];
  readonly poolStands: boolean;
}

/** One decision of the partition; undefined where the square stays whole. */
export function divide(
  children: readonly CountedSquare[],
  brought: readonly CountedSquare[],
  threshold: number,
): Division | undefined {
  const parts = children
    .filter((child) => child.count >= threshold)
    .sort((a, b) => a.count - b.count || a.square - b.square);
  if (parts.length === 0) return undefined;
  const pool = [...children.filter((child) => child.count < threshold), ...brought];
  const poolStands = pool.reduce((sum, { count }) => sum + count, 0) >= threshold;
  return { parts, pool, poolStands };
}

/** Squares of half the size inside a square; those that are not known are left out. */
export function childrenOf(
  square: number,
  sizeKm: SizeKm,
  known: ReadonlyMap<string, CountedSquare>,
): CountedSquare[] {
  const half = sizeKm / 2;
  return [0, half, half * 10_000, half * 10_001]
    .map((step) => known.get(squareKey(square + step, half)))
    .filter((child) => child !== undefined);
}

/** A leaf in the fewest squares: four quarters of a square are one square, which does not tell the busy quarter. */
function inFewestSquares(squares: readonly CountedSquare[]): Leaf {
  let leaf: Leaf = squares.map(({ square, sizeKm }) => [square, sizeKm]);
  for (const sizeKm of [2, 4, 8] as const) {
    const inside = (square: number) =>
      leaf.filter(([own, size]) => 2 * size === sizeKm && coarsen(own as Cell, sizeKm) === square);
    for (const square of new Set(leaf.map(([own]) => coarsen(own as Cell, sizeKm)))) {
      const quarters = inside(square);
      if (quarters.length === 4)
        leaf = [...leaf.filter((each) => !quarters.includes(each)), [square, sizeKm]];
    }
  }
  return leaf;
}

/**
 * Splits a square top down by noisy counts (privacy.md, Partition), one square at a time. A pool below the threshold
 * joins the smallest part, and where that part is split again, its smallest part.
 */
export function splitOf(
  own: CountedSquare,
  known: ReadonlyMap<string, CountedSquare>,
  threshold: number,
  brought: readonly CountedSquare[] = [],
): Leaf[] {
  const allowed = own.sizeKm > 1 && own.finest <= own.sizeKm / 2;
  const children = allowed ? childrenOf(own.square, own.sizeKm, known) : [];
  const division = divide(children, brought, threshold);
  if (!division) return [inFewestSquares([own, ...brought])];
  const { parts, pool, poolStands } = division;
  return [
    ...parts.flatMap((part, nth) => splitOf(part, known, threshold, nth === 0 && !poolStands ? pool : [])),
    ...(poolStands ? [inFewestSquares(pool)] : []),
  ];
}
