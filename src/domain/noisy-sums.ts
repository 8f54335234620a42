import {
  type Alpha,
  type Chances,
  convolve,
  ghost,
  hiddenInterval,
  type Interval,
  noise,
  noiseReach,
  sumOf,
  TAIL,
  upperReach,
} from "./noise-interval.ts";

/** How the values of a table are made, as told beside it. */
export interface Mechanism {
  readonly alpha: Alpha;
  /** Values below are hidden. */
  readonly hiddenBelow: number;
}

/** A sum over leaves, some of which may be hidden. */
export interface NoisySum {
  /** Sum of the values that are shown. */
  readonly value: number;
  readonly shown: number;
  readonly hidden: number;
  /** Where the true sum over the shown leaves is, with 90 %. */
  readonly interval: Interval;
  /** The most that the true sum over all of them is, hidden ones included, with 95 %. */
  readonly most: number;
}

/**
 * Sums released values (undefined where hidden). The lower end allows for empty leaves that noise alone has made
 * visible: without it, a sum over thousands of leaves would begin above nothing where nobody was met.
 */
export function sumValues(values: readonly (number | undefined)[], mechanism: Mechanism): NoisySum {
  const known = values.filter((value) => value !== undefined);
  const hidden = values.length - known.length;
  const value = known.reduce((sum, each) => sum + each, 0);
  const above = reachOf(mechanism.alpha, known.length);
  const below = hidden === 0 ? above : ghostReach(mechanism, known.length, hidden);
  return {
    value,
    shown: known.length,
    hidden,
    interval: { low: Math.max(0, value - below), high: value + above },
    most: mostOf(value, values.length, hidden, mechanism),
  };
}

/** A hidden value is at most the bound less one, less the noise that lowered it: noise of all leaves counts. */
function mostOf(value: number, leaves: number, hidden: number, { alpha, hiddenBelow }: Mechanism): number {
  if (leaves === 1 && hidden === 1) return hiddenInterval(hiddenBelow, alpha).high;
  return value + hidden * (hiddenBelow - 1) + reachOf(alpha, leaves);
}

/** A value or a sum of shown values, over the hours that it is measured against (1: a plain count). */
export interface Measured {
  readonly value: number;
  /** Values summed: each brings a draw of noise. */
  readonly draws: number;
  readonly hours: number;
}

export interface Difference {
  /** After less before. */
  readonly value: number;
  readonly interval: Interval;
  /** False: the interval holds zero, so the difference cannot be told from none. */
  readonly isDistinct: boolean;
}

/** The difference of two measures, with the distribution of both noises together: a convolution of the two. */
export function differenceOf(before: Measured, after: Measured, alpha: Alpha): Difference {
  const value = after.value / after.hours - before.value / before.hours;
  const reach = differenceReach(before, after, alpha);
  const interval = { low: value - reach, high: value + reach };
  return { value, interval, isDistinct: interval.low > 0 || interval.high < 0 };
}

/** How far the two noises together reach from 0, in the unit of the measures. */
function differenceReach(before: Measured, after: Measured, alpha: Alpha): number {
  if (before.hours === after.hours) return reachOf(alpha, before.draws + after.draws) / after.hours;
  return kept(`d${key(alpha)}/${before.draws}/${before.hours}/${after.draws}/${after.hours}`, () =>
    scaledReach(
      { chances: noiseOf(alpha, before.draws), hours: before.hours },
      { chances: noiseOf(alpha, after.draws), hours: after.hours },
    ),
  );
}

interface Scaled {
  readonly chances: Chances;
  readonly hours: number;
}

/** Halvings of the bracket: 2^-30 of the widest reach is far below what is shown. */
const HALVINGS = 30;

/** The least t with P(A/a + B/b > t) ≤ 5 %, summing over every value of A; both are symmetric about 0. */
function scaledReach(a: Scaled, b: Scaled): number {
  const tails = tailsOf(b.chances);
  let low = 0;
  let high = -a.chances.least / a.hours - b.chances.least / b.hours;
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (low + high) / 2;
    if (chanceOver(middle, a, b, tails) > TAIL) low = middle;
    else high = middle;
  }
  return high;
}

/** P(A/a + B/b > bound); `tails` are those of B. */
function chanceOver(bound: number, a: Scaled, b: Scaled, tails: Float64Array): number {
  const { least, chance } = a.chances;
  const last = tails.length - 1;
  let sum = 0;
  for (let at = 0; at < chance.length; at++) {
    const first = Math.floor(b.hours * (bound - (least + at) / a.hours)) + 1 - b.chances.least;
    sum += (chance[at] ?? 0) * (tails[Math.min(Math.max(first, 0), last)] ?? 0);
  }
  return sum;
}

/** P(X ≥ least + i) at place i: sums made once; the last one is 0. */
function tailsOf({ chance }: Chances): Float64Array {
  const tails = new Float64Array(chance.length + 1);
  for (let at = chance.length - 1; at >= 0; at--) tails[at] = (tails[at + 1] ?? 0) + (chance[at] ?? 0);
  return tails;
}

/** Reach of a sum of so many draws: the closed form for one. */
function reachOf(alpha: Alpha, draws: number): number {
  if (draws === 0) return 0;
  if (draws === 1) return noiseReach(alpha);
  return kept(`s${key(alpha)}/${draws}`, () => upperReach(noiseOf(alpha, draws)));
}

function ghostReach({ alpha, hiddenBelow }: Mechanism, shown: number, hidden: number): number {
  return kept(`g${key(alpha)}/${hiddenBelow}/${shown}/${hidden}`, () =>
    upperReach(convolve(noiseOf(alpha, shown), sumOf(ghost(alpha, hiddenBelow), hidden))),
  );
}

const noises = new Map<string, Chances>();

function noiseOf(alpha: Alpha, draws: number): Chances {
  const name = `${key(alpha)}/${draws}`;
  const known = noises.get(name) ?? sumOf(noise(alpha), draws);
  noises.set(name, known);
  return known;
}

const reaches = new Map<string, number>();

/** What was worked out once: pairs of hours repeat from leaf to leaf. */
function kept(name: string, work: () => number): number {
  const known = reaches.get(name) ?? work();
  reaches.set(name, known);
  return known;
}

function key(alpha: Alpha): string {
  return alpha.join(":");
}
