import { type HeatPalette, rgbOf } from "../../map/heat-palette.ts";
import { classOf, isUnsureSpot, stepOf } from "./classes.ts";
import type { LeafFigure } from "./measures.ts";
import type { Figures } from "./use-figures.ts";

/** Four bytes per leaf: the fill, and the patterns that lie over it. */
export interface FigureColours {
  readonly fill: Uint8Array;
  /** Hidden: hatched. */
  readonly hatch: Uint8Array;
  /** Hidden on one side, without anything to measure against, or not to be told from noise: dotted. */
  readonly dots: Uint8Array;
}

const FILL_ALPHA = 235;
const HIDDEN_ALPHA = 40;
const HATCH_ALPHA = 150;

/** Colours of leaves in the index's order. `values` are those of the quarter shown, in the unit of the figures. */
export function figureColours(
  { figures, measure, breaks }: Pick<Figures, "figures" | "measure" | "breaks">,
  values: readonly (number | undefined)[],
  palette: HeatPalette,
): FigureColours {
  const bytes = () => new Uint8Array(4 * figures.length);
  const colours = { fill: bytes(), hatch: bytes(), dots: bytes() };
  figures.forEach((figure, at) => {
    if (figure.kind === "shown") paint(colours.fill, at, colourOf(figure, values[at]), FILL_ALPHA);
    else paint(colours.fill, at, palette.hidden, HIDDEN_ALPHA);
    if (figure.kind === "hidden") paint(colours.hatch, at, palette.hatch, HATCH_ALPHA);
    if (isDotted(figure)) paint(colours.dots, at, palette.hatch, FILL_ALPHA);
  });
  return colours;

  function colourOf(figure: LeafFigure & { kind: "shown" }, value: number | undefined): string {
    const colour = breaks
      ? palette.classes[classOf(figure.value, breaks)]
      : palette.changes[stepOf(figure, measure, value)];
    return colour ?? palette.hidden;
  }

  function isDotted(figure: LeafFigure): boolean {
    return (
      figure.kind === "one_side" || figure.kind === "no_base" || (measure === "hot" && isUnsureSpot(figure))
    );
  }
}

/** Colours of a surface's cells, four bytes each. */
export function cellColours(
  cells: readonly { readonly value: number }[],
  breaks: readonly number[],
  palette: HeatPalette,
): Uint8Array {
  const fill = new Uint8Array(4 * cells.length);
  cells.forEach(({ value }, at) => {
    paint(fill, at, palette.classes[classOf(value, breaks)] ?? palette.hidden, FILL_ALPHA);
  });
  return fill;
}

function paint(bytes: Uint8Array, at: number, hex: string, alpha: number): void {
  bytes.set([...rgbOf(hex), alpha], 4 * at);
}
