import { valueInterval } from "../../domain/noise-interval.ts";
import { differenceOf, type Measured, type Mechanism } from "../../domain/noisy-sums.ts";

/** What the map and its table tell of every leaf. */
export const MEASURES = ["value", "change", "bayes", "hot", "smooth"] as const;
export type Measure = (typeof MEASURES)[number];

/** What the map can show: a measure, or the ratio to a joined table. */
export type ShownMeasure = Measure | "ratio";

/** Released values of one quarter, leaf by leaf, in the order of the index. */
export interface QuarterValues {
  /** Undefined: hidden (fewer than the bound, or nobody). */
  readonly values: readonly (number | undefined)[];
  /** Hours of complete visits: staff activity, without noise. */
  readonly hours: readonly number[];
}

/** One leaf as the map colours it and the table lists it. */
export type LeafFigure =
  | { readonly kind: "hidden" }
  /** Shown, without any visit hour to measure it against. */
  | { readonly kind: "no_effort" }
  /** Shown, where a joined table counts nothing to measure against. */
  | { readonly kind: "no_base" }
  /** Hidden in one of two quarters: there is no difference. */
  | { readonly kind: "one_side"; readonly side: "before" | "after" }
  | {
      readonly kind: "shown";
      readonly value: number;
      readonly low: number;
      readonly high: number;
      /** Of a change or a hot spot: it is there whatever the noise was, with 90 %. */
      readonly isDistinct: boolean;
    };

export const HIDDEN: LeafFigure = { kind: "hidden" };

/** What a count is divided by: hours, or 1 where counts are shown. */
export function perHours(hours: number, counts: boolean): number {
  return counts ? 1 : hours;
}

/** Values per visit hour (or counts) of one quarter; undefined where there is none. */
export function ratesOf({ values, hours }: QuarterValues, counts: boolean): (number | undefined)[] {
  return values.map((value, at) => {
    const per = perHours(hours[at] ?? 0, counts);
    return value === undefined || per === 0 ? undefined : value / per;
  });
}

/** Rates per visit hour (or counts) of one quarter, each with the interval of its noise. */
export function valueFigures(
  { values, hours }: QuarterValues,
  { alpha }: Mechanism,
  counts: boolean,
): LeafFigure[] {
  return values.map((value, at) => {
    if (value === undefined) return HIDDEN;
    const per = perHours(hours[at] ?? 0, counts);
    if (per === 0) return { kind: "no_effort" };
    const { low, high } = valueInterval(value, alpha);
    return { kind: "shown", value: value / per, low: low / per, high: high / per, isDistinct: true };
  });
}

/** Two quarters of one season, leaf by leaf. */
export interface ChangeQuestion {
  readonly before: QuarterValues;
  readonly after: QuarterValues;
  readonly mechanism: Mechanism;
  readonly counts: boolean;
}

/**
 * Differences between two quarters, leaf by leaf. Hours differ from leaf to leaf, so every leaf has a distribution of
 * its own: 5,000 of them are work for a worker.
 */
export function changeFigures({ before, after, mechanism, counts }: ChangeQuestion): LeafFigure[] {
  return after.values.map((value, at) => {
    const was = before.values[at];
    if (value === undefined && was === undefined) return HIDDEN;
    if (value === undefined) return { kind: "one_side", side: "before" };
    if (was === undefined) return { kind: "one_side", side: "after" };
    const [from, to] = [measured(was, before.hours[at], counts), measured(value, after.hours[at], counts)];
    if (from.hours === 0 || to.hours === 0) return { kind: "no_effort" };
    const { value: difference, interval, isDistinct } = differenceOf(from, to, mechanism.alpha);
    return { kind: "shown", value: difference, ...interval, isDistinct };
  });
}

function measured(value: number, hours: number | undefined, counts: boolean): Measured {
  return { value, draws: 1, hours: perHours(hours ?? 0, counts) };
}
