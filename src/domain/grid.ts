/**
 * The grid: squares of 1 km in a metric CRS, named by their lower-left corner (INSPIRE / INSEE naming in
 * EPSG:3035). `cell = n_km * 10000 + e_km`; a coarser square is the same with both parts rounded down.
 */
export type Cell = number & { readonly kind: "cell" };

/** Edge of a square, in km. Squares nest 8 → 4 → 2 → 1. */
export const SIZES_KM = [1, 2, 4, 8] as const;
export type SizeKm = (typeof SIZES_KM)[number];

/** A grid: its CRS and the offsets (km) that keep both parts of every cell positive. */
export interface GridDefinition {
  readonly srid: number;
  readonly offsetEKm: number;
  readonly offsetNKm: number;
}

/** The default grid: Île-de-France, INSPIRE's EPSG:3035, no offset. */
export const DEFAULT_GRID: GridDefinition = { srid: 3035, offsetEKm: 0, offsetNKm: 0 };

/** Easting and northing parts of a cell, in km on the grid (offset included). */
export function partsOf(cell: Cell): { eKm: number; nKm: number } {
  return { eKm: cell % 10_000, nKm: Math.floor(cell / 10_000) };
}

/** The cell of two grid parts, or undefined where the point lies outside the grid (0–9999 km each way). */
export function cellOfParts(eKm: number, nKm: number): Cell | undefined {
  const inside = Number.isInteger(eKm) && Number.isInteger(nKm) && eKm >= 0 && eKm < 10_000 && nKm >= 0;
  return inside && nKm < 10_000 ? ((nKm * 10_000 + eKm) as Cell) : undefined;
}

/** The cell that holds a projected point (metres in the grid's CRS), or undefined outside the grid. */
export function cellOfMetres(grid: GridDefinition, eastingM: number, northingM: number): Cell | undefined {
  return cellOfParts(
    Math.floor(eastingM / 1000) + grid.offsetEKm,
    Math.floor(northingM / 1000) + grid.offsetNKm,
  );
}

/** The square of `sizeKm` that holds a cell, named by its lower-left cell. */
export function coarsen(cell: Cell, sizeKm: SizeKm): Cell {
  const { eKm, nKm } = partsOf(cell);
  return (Math.floor(nKm / sizeKm) * sizeKm * 10_000 + Math.floor(eKm / sizeKm) * sizeKm) as Cell;
}

/** The 1 km cells of a square of `sizeKm` named by its lower-left cell, row by row from the south-west. */
export function cellsOf(square: Cell, sizeKm: SizeKm): Cell[] {
  const cells: Cell[] = [];
  for (let north = 0; north < sizeKm; north++) {
    for (let east = 0; east < sizeKm; east++) cells.push((square + north * 10_000 + east) as Cell);
  }
  return cells;
}

/** Corners of a square in metres of the grid's CRS, counter-clockwise from the lower left, not closed. */
export function cornersOf(grid: GridDefinition, square: Cell, sizeKm: SizeKm): [number, number][] {
  const { eKm, nKm } = partsOf(square);
  const west = (eKm - grid.offsetEKm) * 1000;
  const south = (nKm - grid.offsetNKm) * 1000;
  const edge = sizeKm * 1000;
  return [
    [west, south],
    [west + edge, south],
    [west + edge, south + edge],
    [west, south + edge],
  ];
}
