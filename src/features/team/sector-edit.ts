import { type Cell, cellOfParts, cellsOf, coarsen, partsOf, type SizeKm } from "../../domain/grid.ts";

/** Most cells of a sector, as `save_sector` takes them. */
export const MAX_CELLS = 20_000;

/** Squares that one touch of the map adds or removes, by their edge in km. */
export const BRUSHES = [1, 2, 4] as const satisfies readonly SizeKm[];
export type Brush = (typeof BRUSHES)[number];

/** Cells being painted, and the ones before and after each touch, for undo and redo. */
export interface Painting {
  readonly cells: ReadonlySet<Cell>;
  readonly past: readonly ReadonlySet<Cell>[];
  readonly future: readonly ReadonlySet<Cell>[];
  /** What the touch under way does, decided by its first cell; undefined between touches. */
  readonly stroke: { readonly adds: boolean; readonly last: Cell } | undefined;
}

/** A painting that starts from the cells of a sector. */
export function paintingOf(cells: Iterable<Cell>): Painting {
  return { cells: new Set(cells), past: [], future: [], stroke: undefined };
}

/** Touches a cell: a square that is wholly in the sector leaves it, any other joins it. One step of undo. */
export function touch(painting: Painting, cell: Cell, brush: Brush): Painting {
  const adds = cellsOf(coarsen(cell, brush), brush).some((each) => !painting.cells.has(each));
  return {
    cells: painted(painting.cells, [cell], brush, adds),
    past: [...painting.past, painting.cells],
    future: [],
    stroke: { adds, last: cell },
  };
}

/** Drags on from the last touch to a cell: every square on the way follows the first one. */
export function drag(painting: Painting, cell: Cell, brush: Brush): Painting {
  const { stroke } = painting;
  if (!stroke) return touch(painting, cell, brush);
  const cells = painted(painting.cells, cellsBetween(stroke.last, cell), brush, stroke.adds);
  return { ...painting, cells, stroke: { ...stroke, last: cell } };
}

/** Adds cells together, or removes them where all are in already: an area as one step of undo. */
export function toggleCells(painting: Painting, touched: readonly Cell[]): Painting {
  const adds = touched.some((cell) => !painting.cells.has(cell));
  const cells = painted(painting.cells, touched, 1, adds);
  if (cells === painting.cells || touched.length === 0) return painting;
  return { cells, past: [...painting.past, painting.cells], future: [], stroke: undefined };
}

/** Takes the last touch back. */
export function undo(painting: Painting): Painting {
  const before = painting.past.at(-1);
  if (!before) return painting;
  return {
    cells: before,
    past: painting.past.slice(0, -1),
    future: [painting.cells, ...painting.future],
    stroke: undefined,
  };
}

/** Does again what was taken back. */
export function redo(painting: Painting): Painting {
  const [next, ...future] = painting.future;
  if (!next) return painting;
  return { cells: next, past: [...painting.past, painting.cells], future, stroke: undefined };
}

function painted(
  cells: ReadonlySet<Cell>,
  touched: readonly Cell[],
  brush: Brush,
  adds: boolean,
): ReadonlySet<Cell> {
  const next = new Set(cells);
  for (const cell of touched) {
    for (const each of cellsOf(coarsen(cell, brush), brush)) {
      if (adds) next.add(each);
      else next.delete(each);
    }
  }
  return next.size > MAX_CELLS ? cells : next;
}

/** Cells on the straight way from one to another, the first left out: a quick hand leaves no gaps. */
export function cellsBetween(from: Cell, to: Cell): Cell[] {
  const [start, end] = [partsOf(from), partsOf(to)];
  const steps = Math.max(Math.abs(end.eKm - start.eKm), Math.abs(end.nKm - start.nKm));
  return Array.from({ length: steps }, (_, step) => {
    const share = (step + 1) / steps;
    const eKm = Math.round(start.eKm + share * (end.eKm - start.eKm));
    const nKm = Math.round(start.nKm + share * (end.nKm - start.nKm));
    return cellOfParts(eKm, nKm) ?? to;
  });
}

/** Cells that a sector shares with each of the others, by the other's name; none where nothing is shared. */
export function sharedWith(
  cells: ReadonlySet<Cell>,
  others: readonly { readonly name: string; readonly cells: readonly Cell[] }[],
): readonly { readonly name: string; readonly cells: number }[] {
  return others
    .map(({ name, cells: own }) => ({ name, cells: own.filter((cell) => cells.has(cell)).length }))
    .filter((each) => each.cells > 0);
}
