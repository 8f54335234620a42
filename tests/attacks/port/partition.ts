import type { SizeKm } from "../../../src/domain/grid.ts";

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
export interface Division {
  /** Parts that are split again. */
  readonly whole: readonly CountedSquare[];
  /** Parts that stay as they are: the pool, or the smallest part with a pool that is too small. */
  readonly closed: readonly (readonly CountedSquare[])[];
}

/** One decision of the partition; undefined where the square stays whole. */
export function divide(children: readonly CountedSquare[], threshold: number): Division | undefined {
  const large = children
    .filter((child) => child.count >= threshold)
    .sort((a, b) => a.count - b.count || a.square - b.square);
  const pool = children.filter((child) => child.count < threshold);
  const [smallest, ...rest] = large;
  if (!smallest) return undefined;
  if (pool.length === 0) return { whole: large, closed: [] };
  const enough = pool.reduce((sum, child) => sum + child.count, 0) >= threshold;
  return enough ? { whole: large, closed: [pool] } : { whole: rest, closed: [[smallest, ...pool]] };
}

/** Splits a square top down by noisy counts (privacy.md, Partition), one square at a time. */
export function splitOf(
  at: number,
  sizeKm: SizeKm,
  known: ReadonlyMap<string, CountedSquare>,
  threshold: number,
): Leaf[] {
  const own = known.get(squareKey(at, sizeKm));
  const half = (sizeKm / 2) as SizeKm;
  const stays: Leaf[] = [[[at, sizeKm]]];
  if (!own || sizeKm === 1 || own.finest > half) return stays;
  const children = [0, half, half * 10_000, half * 10_001]
    .map((step) => known.get(squareKey(at + step, half)))
    .filter((child) => child !== undefined);
  const division = divide(children, threshold);
  if (!division) return stays;
  return [
    ...division.whole.flatMap((part) => splitOf(part.square, half, known, threshold)),
    ...division.closed.map((squares): Leaf => squares.map(({ square }) => [square, half])),
  ];
}
