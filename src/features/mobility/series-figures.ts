import type { Mechanism } from "../../domain/noisy-sums.ts";
import { type Difference, differenceOf, sumValues } from "../../domain/noisy-sums.ts";
import { perHours, type QuarterValues } from "./measures.ts";

/** The leaves of one quarter that a figure is about, and the season whose leaves they are. */
export interface Slice extends QuarterValues {
  readonly season: number;
}

/** One sum, as a chart draws it. */
export interface SeriesPoint {
  /** Undefined: nothing is shown, or no hour to measure it against. */
  readonly value: number | undefined;
  readonly low: number;
  readonly high: number;
  /** Counts only: the most there may be with what is hidden. */
  readonly most: number | undefined;
  readonly shown: number;
  readonly hidden: number;
  readonly hours: number;
}

/** Why two sums have no difference: other leaves, or nothing shown in both. */
export type Compared = Difference | "other_leaves" | "nothing_common";

/** The sum of a slice's shown values, per hour of the same leaves or as a count. */
export function pointOf(slice: Slice, mechanism: Mechanism, counts: boolean): SeriesPoint {
  const used = counts ? slice : withHours(slice);
  const sum = sumValues(used.values, mechanism);
  const hours = sumWhere(used.hours, used.values);
  const per = perHours(hours, counts);
  const known = sum.shown > 0 && per > 0;
  return {
    value: known ? sum.value / per : undefined,
    low: known ? sum.interval.low / per : 0,
    high: known ? sum.interval.high / per : 0,
    most: counts && sum.hidden > 0 ? sum.most : undefined,
    shown: sum.shown,
    hidden: sum.hidden,
    hours,
  };
}

/**
 * The difference of two slices, over leaves that both show; of two seasons, whose leaves are not the same, only where
 * neither hides anything.
 */
export function comparedOf(before: Slice, after: Slice, { alpha }: Mechanism, counts: boolean): Compared {
  const same = before.season === after.season;
  const whole = [...before.values, ...after.values].every((value) => value !== undefined);
  if (!same && !whole) return "other_leaves";
  const has = (slice: Slice, at: number) =>
    slice.values[at] !== undefined && (counts || (slice.hours[at] ?? 0) > 0);
  // Two seasons have leaves of their own: each then stands for itself.
  const isIn = (own: Slice, at: number) => (same ? has(before, at) && has(after, at) : has(own, at));
  const from = measured(before, (at) => isIn(before, at), counts);
  const to = measured(after, (at) => isIn(after, at), counts);
  if (from.draws === 0 || to.draws === 0 || from.hours === 0 || to.hours === 0) return "nothing_common";
  return differenceOf(from, to, alpha);
}

function measured(slice: Slice, isIn: (at: number) => boolean, counts: boolean) {
  const values = slice.values.filter((_, at) => isIn(at));
  const hours = slice.hours.filter((_, at) => isIn(at));
  const value = values.reduce<number>((sum, each) => sum + (each ?? 0), 0);
  return { value, draws: values.length, hours: perHours(sumWhere(hours, values), counts) };
}

/** Leaves without a visit hour are left out of a rate, above and below the line. */
function withHours({ values, hours, season }: Slice): Slice {
  const kept = hours.map((each) => each > 0);
  return {
    values: values.filter((_, at) => kept[at]),
    hours: hours.filter((_, at) => kept[at]),
    season,
  };
}

function sumWhere(hours: readonly number[], values: readonly (number | undefined)[]): number {
  return hours.reduce((sum, each, at) => (values[at] === undefined ? sum : sum + each), 0);
}

/** Quarters in a year: the same season of the year lies so many before. */
const YEAR = 4;

export interface TrendQuestion {
  /** Oldest first. */
  readonly slices: readonly Slice[];
  readonly mechanism: Mechanism;
  readonly counts: boolean;
}

export interface TrendPoint extends SeriesPoint {
  /** Against the quarter before; undefined for the first. */
  readonly previous: Compared | undefined;
  /** Against the same quarter a year before. */
  readonly year: Compared | undefined;
}

/** Every quarter's sum, and its differences from the one before and from a year before. */
export function trendOf({ slices, mechanism, counts }: TrendQuestion): TrendPoint[] {
  const compare = (before: Slice | undefined, after: Slice) =>
    before && comparedOf(before, after, mechanism, counts);
  return slices.map((slice, at) => ({
    ...pointOf(slice, mechanism, counts),
    previous: compare(slices[at - 1], slice),
    year: compare(slices[at - YEAR], slice),
  }));
}

/** Rings around a district, the district itself first and all the rest last. */
export interface RingsQuestion {
  readonly rings: readonly { readonly before: Slice; readonly after: Slice }[];
  readonly mechanism: Mechanism;
  readonly counts: boolean;
}

export interface RingFigures {
  readonly before: SeriesPoint;
  readonly after: SeriesPoint;
  readonly change: Compared;
}

/** Each ring before and after, and its difference. */
export function ringsOf({ rings, mechanism, counts }: RingsQuestion): RingFigures[] {
  return rings.map(({ before, after }) => ({
    before: pointOf(before, mechanism, counts),
    after: pointOf(after, mechanism, counts),
    change: comparedOf(before, after, mechanism, counts),
  }));
}
