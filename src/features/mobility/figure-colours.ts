import { type HeatPalette, type Rgb, rgbOf } from "../../map/heat-palette.ts";
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
  const fill = new Paint(figures.length);
  const hatch = new Paint(figures.length);
  const dots = new Paint(figures.length);
  figures.forEach((figure, at) => {
    if (figure.kind === "shown") fill.dab(at, colourOf(figure, values[at]), FILL_ALPHA);
    else fill.dab(at, palette.hidden, HIDDEN_ALPHA);
    if (figure.kind === "hidden") hatch.dab(at, palette.hatch, HATCH_ALPHA);
    if (isDotted(figure)) dots.dab(at, palette.hatch, FILL_ALPHA);
  });
  return { fill: fill.bytes(), hatch: hatch.bytes(), dots: dots.bytes() };

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

/** Colours of a surface's cells, four bytes each; one without a value is left open. */
export function cellColours(
  values: Float64Array,
  breaks: readonly number[],
  palette: HeatPalette,
): Uint8Array {
  const fill = new Paint(values.length);
  values.forEach((value, at) => {
    if (Number.isNaN(value)) return;
    fill.dab(at, palette.classes[classOf(value, breaks)] ?? palette.hidden, FILL_ALPHA);
  });
  return fill.bytes();
}

/** Nothing painted, by length: the same array each time, so that an unused pattern is not sent to the card again. */
const blanks = new Map<number, Uint8Array>();

/** Four bytes for each of so many things, of few colours. */
class Paint {
  readonly #bytes: Uint8Array;
  readonly #rgbOf = new Map<string, Rgb>();

  constructor(length: number) {
    this.#bytes = new Uint8Array(4 * length);
  }

  dab(at: number, hex: string, alpha: number): void {
    const rgb = this.#rgbOf.get(hex) ?? rgbOf(hex);
    this.#rgbOf.set(hex, rgb);
    this.#bytes.set(rgb, 4 * at);
    this.#bytes[4 * at + 3] = alpha;
  }

  bytes(): Uint8Array {
    if (this.#rgbOf.size > 0) return this.#bytes;
    const blank = blanks.get(this.#bytes.length) ?? this.#bytes;
    blanks.set(this.#bytes.length, blank);
    return blank;
  }
}
