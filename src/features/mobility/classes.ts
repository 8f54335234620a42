import type { LeafFigure, ShownMeasure } from "./measures.ts";
import { SIGNIFICANT_Z } from "./spatial-figures.ts";

/** Lower bounds of classes 2 to 5; fixed, so that colours mean the same in every quarter. Each doubles the one before. */
const BREAKS = {
  /** Encounters per visit hour. */
  rate: [1, 2, 4, 8],
  /** Encounters in a quarter. */
  count: [40, 80, 160, 320],
  /** Encounters per km² in a quarter. */
  density: [5, 10, 20, 40],
} as const;

/** Lower bounds of the classes of a measure that has a scale; undefined for changes and hot spots. */
export function breaksOf(measure: ShownMeasure, counts: boolean): readonly number[] | undefined {
  if (measure === "change" || measure === "hot") return undefined;
  if (measure === "smooth" && counts) return BREAKS.density;
  return counts && measure !== "bayes" ? BREAKS.count : BREAKS.rate;
}

/** Index of a value among five classes. */
export function classOf(value: number, breaks: readonly number[]): number {
  return breaks.filter((from) => value >= from).length;
}

/** A double, or a half, is told apart from a smaller change. */
const FAR = 2;
/** A standard deviate that chance exceeds in 1 % of cases, on either side. */
const FAR_Z = 2.576;

/** Index among five steps from far less to far more; the middle where noise alone could have made it. */
export function stepOf(figure: LeafFigure, measure: ShownMeasure, shownValue: number | undefined): number {
  if (figure.kind !== "shown" || !figure.isDistinct) return 2;
  const { value } = figure;
  const sign = Math.sign(value);
  const far = measure === "hot" ? Math.abs(value) >= FAR_Z : isFar(value, shownValue ?? 0);
  return 2 + sign * (far ? 2 : 1);
}

/** Whether a change doubled or halved: `after` is the value that it led to. */
function isFar(change: number, after: number): boolean {
  const before = after - change;
  const [less, more] = [Math.min(before, after), Math.max(before, after)];
  return more >= FAR * less;
}

/** Hot or cold by the released values, but some likely noise would take it away: patterned, not coloured. */
export function isUnsureSpot(figure: LeafFigure): boolean {
  return figure.kind === "shown" && !figure.isDistinct && Math.abs(figure.value) > SIGNIFICANT_Z;
}
