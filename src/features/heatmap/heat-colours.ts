import { type HeatPalette, rgbOf } from "../../map/heat-palette.ts";
import { changeIndex } from "./compare.ts";
import type { LeafRow } from "./leaf-rows.ts";

/** Four bytes per leaf for the fill, and for each pattern that lies over it. */
export interface HeatColours {
  readonly fill: Uint8Array;
  /** Not published: hatched. */
  readonly hatch: Uint8Array;
  /** Published in one of two compared periods only: dotted. */
  readonly dots: Uint8Array;
}

const FILL_ALPHA = 235;
/** *Not published* is no value: its ground shows through. */
const HIDDEN_ALPHA = 40;
const HATCH_ALPHA = 150;

/** Colours of leaves in the index's order: by class, or by change where two periods are compared. */
export function heatColours(rows: readonly LeafRow[], palette: HeatPalette): HeatColours {
  const fill = new Uint8Array(4 * rows.length);
  const hatch = new Uint8Array(4 * rows.length);
  const dots = new Uint8Array(4 * rows.length);
  rows.forEach((row, at) => {
    const colour = valueColour(row, palette);
    if (colour) paint(fill, at, colour, FILL_ALPHA);
    else paint(fill, at, palette.hidden, HIDDEN_ALPHA);
    if (isHatched(row)) paint(hatch, at, palette.hatch, HATCH_ALPHA);
    const side = row.before?.change;
    if (side?.kind === "one_side")
      paint(dots, at, palette.changes[side.side === "after" ? 4 : 0], FILL_ALPHA);
  });
  return { fill, hatch, dots };
}

function valueColour({ heatClass, before }: LeafRow, palette: HeatPalette): string | undefined {
  if (!before) return heatClass === 0 ? undefined : palette.classes[heatClass - 1];
  return before.change.kind === "step" ? palette.changes[changeIndex(before.change.step)] : undefined;
}

function isHatched({ heatClass, before }: LeafRow): boolean {
  return before ? before.change.kind === "hidden" : heatClass === 0;
}

function paint(bytes: Uint8Array, at: number, hex: string, alpha: number): void {
  bytes.set([...rgbOf(hex), alpha], 4 * at);
}
