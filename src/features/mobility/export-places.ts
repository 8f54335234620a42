import { type Cell, coarsen, partsOf } from "../../domain/grid.ts";
import type { HeatPalette } from "../../map/heat-palette.ts";
import type { FigureArc, FigurePlace } from "./export-figure.ts";
import { figureColours } from "./figure-colours.ts";
import type { DistrictFlow } from "./flow-rows.ts";
import { ratesOf } from "./measures.ts";
import type { Figures } from "./use-figures.ts";
import type { Released } from "./use-mobility.ts";

/** What the map shows as places of a picture, leaf by leaf; of a surface the mean in each. */
export function figurePlaces(
  { shown }: Pick<Released, "shown">,
  figures: Figures,
  palette: HeatPalette,
): FigurePlace[] {
  const { fill, hatch, dots } = figureColours(figures, ratesOf(shown, figures.counts), palette);
  const patternAt = (at: number) => {
    if ((hatch[4 * at + 3] ?? 0) > 0) return "diagonal" as const;
    return (dots[4 * at + 3] ?? 0) > 0 ? ("dots" as const) : undefined;
  };
  return shown.index.leaves.map(({ squares }, at) => ({
    squares,
    fill: hexOf(fill.subarray(4 * at, 4 * at + 3)),
    pattern: patternAt(at),
  }));
}

function hexOf(bytes: Uint8Array): string {
  return `#${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

const DISTRICT_KM = 8;
/** Ground of districts under arrows. */
const PAPER = "#ece9e3";

/** Every 8 km district of some squares, plain. */
export function districtPlaces(squares: readonly Cell[]): FigurePlace[] {
  const districts = new Set(squares.map((square) => coarsen(square, DISTRICT_KM)));
  return [...districts].map((square) => ({
    squares: [{ square, sizeKm: DISTRICT_KM }],
    fill: PAPER,
    pattern: undefined,
  }));
}

/** Arrows of flows, the widest for `most`; none for a flow from beyond the territory: it has no point to begin at. */
export function arcsOf(flows: readonly DistrictFlow[], most: number): FigureArc[] {
  return flows.flatMap(({ origin, destination, value }) =>
    origin === undefined ? [] : [{ from: middleOf(origin), to: middleOf(destination), weight: value / most }],
  );
}

function middleOf(district: Cell): [eKm: number, nKm: number] {
  const { eKm, nKm } = partsOf(district);
  return [eKm + DISTRICT_KM / 2, nKm + DISTRICT_KM / 2];
}
