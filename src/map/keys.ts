import { type Cell, cellOfParts, partsOf } from "../domain/grid.ts";

/** What a key on the focused map does. */
export type KeyAction =
  | { readonly kind: "step"; readonly eastKm: number; readonly northKm: number }
  | { readonly kind: "pan"; readonly right: number; readonly down: number }
  | { readonly kind: "zoom"; readonly by: 1 | -1 }
  | { readonly kind: "pick" };

const ARROWS: Readonly<Record<string, readonly [east: number, north: number]>> = {
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
};

const ZOOMS: Readonly<Record<string, 1 | -1>> = { "+": 1, "=": 1, "-": -1, _: -1 };

/**
 * Arrows step the cell cursor, with Shift they move the map, + and − zoom, Enter and space pick. Tab and
 * keys held with Ctrl, Alt or Meta are the browser's.
 */
export function keyAction(event: {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}): KeyAction | undefined {
  if (event.ctrlKey || event.altKey || event.metaKey) return undefined;
  const arrow = ARROWS[event.key];
  if (arrow) {
    const [eastKm, northKm] = arrow;
    return event.shiftKey
      ? { kind: "pan", right: eastKm, down: -northKm }
      : { kind: "step", eastKm, northKm };
  }
  const by = ZOOMS[event.key];
  if (by) return { kind: "zoom", by };
  return event.key === "Enter" || event.key === " " ? { kind: "pick" } : undefined;
}

/** The cell a step away, or the same one at the grid's edge. */
export function steppedCell(cell: Cell, eastKm: number, northKm: number): Cell {
  const { eKm, nKm } = partsOf(cell);
  return cellOfParts(eKm + eastKm, nKm + northKm) ?? cell;
}
