import { touchingLeaves } from "../../domain/contiguity.ts";
import type { Cell } from "../../domain/grid.ts";
import { cellsOf, partsOf } from "../../domain/grid.ts";
import type { Leaf } from "../../domain/leaf-index.ts";
import { noiseReach, noiseVariance } from "../../domain/noise-interval.ts";
import type { Mechanism } from "../../domain/noisy-sums.ts";
import { redrawn } from "../../domain/redraw.ts";
import { type Surface, smooth } from "../../domain/smooth.ts";
import { empiricalBayes, priorOf } from "../../domain/statistics/empirical-bayes.ts";
import { localGStar } from "../../domain/statistics/hot-spots.ts";
import { HIDDEN, type LeafFigure, perHours, type QuarterValues } from "./measures.ts";

/** One quarter with its leaves, as a worker is given it. */
export interface SpatialQuestion extends QuarterValues {
  readonly leaves: readonly Leaf[];
  readonly mechanism: Mechanism;
  readonly counts: boolean;
}

const DRAWS = 200;
/** Draws where leaves are many: 5,000 leaves then take a second or two. */
const FEWER_DRAWS = 60;
const MANY_LEAVES = 1000;
/** A standard deviate that chance exceeds in 5 % of cases, on either side. */
export const SIGNIFICANT_Z = 1.96;

/** Leaves that can be measured: shown, with hours where a rate is wanted. */
function known({ values, hours, counts }: SpatialQuestion) {
  return values.flatMap((value, at) => {
    const per = perHours(hours[at] ?? 0, counts);
    return value === undefined || per === 0 ? [] : [{ at, value, per }];
  });
}

/** Every leaf's figure, given those of the known ones. */
function spread(
  question: SpatialQuestion,
  shown: readonly { readonly at: number }[],
  figureOf: (nth: number) => LeafFigure,
): LeafFigure[] {
  const figures = question.values.map(
    (value): LeafFigure => (value === undefined ? HIDDEN : { kind: "no_effort" }),
  );
  shown.forEach(({ at }, nth) => {
    figures[at] = figureOf(nth);
  });
  return figures;
}

/** Rates shrunk by what their hours and the noise allow; the interval is that of the noise, the prior held fixed. */
export function bayesFigures(question: SpatialQuestion): LeafFigure[] {
  const shown = known({ ...question, counts: false });
  const events = shown.map(({ value }) => value);
  const exposure = shown.map(({ per }) => per);
  const { alpha } = question.mechanism;
  const rates = { events, exposure, noise: noiseVariance(alpha) };
  const estimates = empiricalBayes(rates);
  const { mean } = priorOf(rates);
  return spread(question, shown, (nth) => {
    const value = estimates[nth] ?? mean;
    const [count, hours] = [events[nth] ?? 0, exposure[nth] ?? 1];
    // The estimate is linear in the count: its weight is what a change of one changes.
    const off = count / hours - mean;
    const weight = off === 0 ? 0 : (value - mean) / off;
    const reach = (weight * noiseReach(alpha)) / hours;
    return { kind: "shown", value, low: Math.max(0, value - reach), high: value + reach, isDistinct: true };
  });
}

/** G* of every shown leaf among those that touch it; distinct where no likely noise takes the significance away. */
export function hotFigures(question: SpatialQuestion): LeafFigure[] {
  const shown = known(question);
  const touching = touchingLeaves(shown.map(({ at }) => ({ squares: question.leaves[at]?.squares ?? [] })));
  const neighbours = touching.map((at) => ({ at, weight: at.map(() => 1) }));
  const starsOf = (values: readonly number[]) =>
    localGStar(
      values.map((value, nth) => value / (shown[nth]?.per ?? 1)),
      neighbours,
    );
  const { found, intervals } = redrawn(
    shown.map(({ value }) => value),
    question.mechanism.alpha,
    drawsFor(shown.length),
    starsOf,
  );
  return spread(question, shown, (nth) => {
    const value = found[nth] ?? Number.NaN;
    // Undefined where there are fewer than three leaves, or all are equal: nothing stands out.
    if (!Number.isFinite(value)) return { kind: "shown", value: 0, low: 0, high: 0, isDistinct: false };
    const { low, high } = intervals[nth] ?? { low: value, high: value };
    return { kind: "shown", value, low, high, isDistinct: low > SIGNIFICANT_Z || high < -SIGNIFICANT_Z };
  });
}

/** The smoothed surface, read as the mean over each leaf's cells, and cell by cell for the map. */
export interface Smoothed {
  readonly figures: LeafFigure[];
  /** One for each cell of every leaf, in the order of `leafCells`; not a number where the leaf has no figure. */
  readonly surface: Float64Array;
}

/** Cells of 1 km of every leaf, leaf by leaf. */
export function leafCells(leaves: readonly Leaf[]): Cell[] {
  return leaves.flatMap(({ squares }) => squares.flatMap(({ square, sizeKm }) => cellsOf(square, sizeKm)));
}

/** Smooths rates, or counts per km², over published leaves alone. */
export function smoothFigures(question: SpatialQuestion): Smoothed {
  const shown = known(question);
  const squares = shown.flatMap(({ at }, nth) =>
    (question.leaves[at]?.squares ?? []).map((square) => ({ ...square, nth })),
  );
  const surfaceOf = (values: readonly number[]) =>
    smooth(
      squares.map(({ square, sizeKm, nth }) => ({ square, sizeKm, density: densityAt(nth, values) })),
      undefined,
      1,
    );
  const cellsIn = shown.map(({ at }) => leafCells(question.leaves.slice(at, at + 1)));
  const { found, intervals } = redrawn(
    shown.map(({ value }) => value),
    question.mechanism.alpha,
    drawsFor(shown.length),
    (values) => {
      const surface = surfaceOf(values);
      return cellsIn.map((cells) => meanOf(cells.map((cell) => valueAt(surface, cell))));
    },
  );
  const surface = surfaceOf(shown.map(({ value }) => value));
  const measurable = new Set(shown.flatMap((_, nth) => cellsIn[nth] ?? []));
  const heightOf = (cell: Cell) => (measurable.has(cell) ? valueAt(surface, cell) : Number.NaN);
  const figures = spread(question, shown, (nth) => {
    const { low, high } = intervals[nth] ?? { low: 0, high: 0 };
    return { kind: "shown", value: found[nth] ?? 0, low: Math.max(0, low), high, isDistinct: true };
  });
  return { figures, surface: Float64Array.from(leafCells(question.leaves), heightOf) };

  /** A rate holds for the leaf; a count is spread over its km². */
  function densityAt(nth: number, values: readonly number[]): number {
    const leaf = shown[nth];
    const per = question.counts ? (question.leaves[leaf?.at ?? -1]?.areaKm2 ?? 1) : (leaf?.per ?? 1);
    return (values[nth] ?? 0) / per;
  }
}

/** Steps of 1 km: the surface has one value in the middle of every cell. */
function valueAt(surface: Surface | undefined, cell: Cell): number {
  if (!surface) return 0;
  const { eKm, nKm } = partsOf(cell);
  return surface.density[(nKm - surface.southKm) * surface.columns + eKm - surface.westKm] ?? 0;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function drawsFor(leaves: number): number {
  return leaves > MANY_LEAVES ? FEWER_DRAWS : DRAWS;
}
