import { coarsen } from "../../../src/domain/grid.ts";
import { type Alpha, distinctFrom, noiseChance } from "../../../src/domain/noise-interval.ts";
import { differenceOf, sumValues } from "../../../src/domain/noisy-sums.ts";
import { changeFigures, type LeafFigure } from "../../../src/features/mobility/measures.ts";
import { moveOf } from "../../../src/features/mobility/move-figures.ts";
import { bayesFigures, hotFigures } from "../../../src/features/mobility/spatial-figures.ts";
import type { Study, StudyFlow, StudyQuarter } from "./study-files.ts";

/** Quarters that the study compares: summer, autumn and winter of the first season. */
const [SUMMER, AUTUMN, WINTER] = ["2025-06-30", "2025-09-29", "2025-12-29"] as const;

/** Every figure of the study by its name, as it is printed. */
export function studyFigures(study: Study): Record<string, string> {
  const [summer, autumn, winter] = [SUMMER, AUTUMN, WINTER].map((day) => study.quarter(day));
  if (!summer || !autumn || !winter) throw new Error("three quarters");
  return {
    ...quarterFigures("summer", summer),
    ...quarterFigures("autumn", autumn),
    ...quarterFigures("winter", winter),
    ...rateChange("autumn", summer, autumn),
    ...rateChange("winter", summer, winter),
    ...leafChanges(summer, winter),
    ...moved(summer, winter),
    ...spots(winter),
    ...shrunk(winter),
    ...shares(study),
    ...flowFigures(study.flows, districtsOf(study.quarter("2026-03-30"))),
  };
}

function quarterFigures(name: string, { values, hours, mechanism }: StudyQuarter): Record<string, string> {
  const { value, shown, interval } = sumValues(values, mechanism);
  const all = hours.reduce((sum, each) => sum + each, 0);
  return {
    [`${name}_sum`]: whole(value),
    [`${name}_low`]: whole(interval.low),
    [`${name}_high`]: whole(interval.high),
    [`${name}_shown`]: whole(shown),
    [`${name}_leaves`]: whole(values.length),
    [`${name}_hours`]: whole(all),
  };
}

/** Youths met per visit hour over the leaves that both quarters show. */
function rateChange(name: string, before: StudyQuarter, after: StudyQuarter): Record<string, string> {
  const both = before.values.flatMap((value, at) =>
    value !== undefined && after.values[at] !== undefined ? [at] : [],
  );
  const measured = ({ values, hours }: StudyQuarter) => ({
    value: both.reduce((sum, at) => sum + (values[at] ?? 0), 0),
    draws: both.length,
    hours: both.reduce((sum, at) => sum + (hours[at] ?? 0), 0),
  });
  const [from, to] = [measured(before), measured(after)];
  const { value, interval, isDistinct } = differenceOf(from, to, before.mechanism.alpha);
  return {
    [`${name}_rate_before`]: fixed(from.value / from.hours, 2),
    [`${name}_rate_after`]: fixed(to.value / to.hours, 2),
    [`${name}_rate_change`]: fixed(value, 2),
    [`${name}_rate_low`]: fixed(interval.low, 2),
    [`${name}_rate_high`]: fixed(interval.high, 2),
    [`${name}_rate_verdict`]: isDistinct ? "distinguishable from none" : "not distinguishable from none",
    [`${name}_both`]: whole(both.length),
  };
}

function leafChanges(before: StudyQuarter, after: StudyQuarter): Record<string, string> {
  const figures = changeFigures({ before, after, mechanism: before.mechanism, counts: false });
  const shown = figures.filter((figure) => figure.kind === "shown");
  const distinct = shown.filter(({ isDistinct }) => isDistinct);
  return {
    leaf_changes: whole(shown.length),
    leaf_changes_distinct: whole(distinct.length),
    leaf_changes_up: whole(distinct.filter(({ value }) => value > 0).length),
    leaf_changes_down: whole(distinct.filter(({ value }) => value < 0).length),
    leaf_changes_unsure: whole(shown.length - distinct.length),
  };
}

function moved(before: StudyQuarter, after: StudyQuarter): Record<string, string> {
  const question = { leaves: before.index.leaves, before, after, mechanism: before.mechanism, counts: true };
  const way = moveOf(question)?.moved;
  if (!way) throw new Error("nothing is shown in both");
  return {
    moved_km: fixed(way.km, 2),
    moved_low: fixed(way.lowKm, 2),
    moved_high: fixed(way.highKm, 2),
    moved_bearing: whole(Math.round(way.bearing)),
    moved_verdict: way.isDistinguishable ? "distinguishable from none" : "not distinguishable from none",
  };
}

function questionOf({ values, hours, index, mechanism }: StudyQuarter) {
  return { values, hours, leaves: index.leaves, mechanism, counts: false };
}

type Shown = LeafFigure & { readonly kind: "shown" };

function shownOf(figures: readonly LeafFigure[]): Shown[] {
  return figures.filter((figure) => figure.kind === "shown");
}

function spots(quarter: StudyQuarter): Record<string, string> {
  const figures = shownOf(hotFigures(questionOf(quarter)));
  const best = figures.reduce((top, each) => (each.value > top.value ? each : top));
  return {
    spots_tested: whole(figures.length),
    spots_hot: whole(figures.filter(({ value }) => value > 1.96).length),
    spots_sure: whole(figures.filter(({ value, isDistinct }) => value > 1.96 && isDistinct).length),
    spots_cold: whole(figures.filter(({ value }) => value < -1.96).length),
    spots_best: fixed(best.value, 2),
  };
}

/** The leaf with the fewest hours: what its rate was, and what is left of it. */
function shrunk(quarter: StudyQuarter): Record<string, string> {
  const figures = bayesFigures(questionOf(quarter));
  const known = figures.flatMap((figure, at) =>
    figure.kind === "shown"
      ? [{ figure, value: quarter.values[at] ?? 0, hours: quarter.hours[at] ?? 0 }]
      : [],
  );
  const least = known.reduce((one, other) => (other.hours < one.hours ? other : one));
  return {
    bayes_hours: fixed(least.hours, 1),
    bayes_crude: fixed(least.value / least.hours, 2),
    bayes_shrunk: fixed(least.figure.value, 2),
  };
}

/** Share of activity among what is shown by place, winter. */
function shares(study: Study): Record<string, string> {
  const [activity, wandering] = ["activity", "wandering"].map((category) => {
    const { values, mechanism } = study.quarter(WINTER, category);
    return sumValues(values, mechanism);
  });
  if (!activity || !wandering) throw new Error("two categories");
  return {
    place_activity: whole(activity.value),
    place_activity_low: whole(activity.interval.low),
    place_activity_high: whole(activity.interval.high),
    place_wandering: whole(wandering.value),
    place_activity_hidden: whole(activity.hidden),
  };
}

/** 8 km districts of a season's territory. */
function districtsOf({ index }: StudyQuarter): number {
  return new Set(index.squares.map(({ square }) => coarsen(square, 8))).size;
}

const FLOW_ALPHA: Alpha = [7, 8];
const FLOW_LEAST = 15;

/** How many of the shown flows noise alone would show, and from which value on at most a tenth is noise. */
function flowFigures(flows: readonly StudyFlow[], districts: number): Record<string, string> {
  const pairs = (districts + 1) * districts;
  const values = flows.map(({ value }) => value);
  const sure = distinctFrom(values, FLOW_ALPHA, pairs) ?? Number.NaN;
  const large = flows.filter(({ value }) => value >= sure);
  const inside = large.filter(({ origin, destination }) => origin === destination);
  return {
    flow_pairs: whole(pairs),
    flow_shown: whole(flows.length),
    flow_chance: fixed(100 * tail(FLOW_LEAST), 1),
    flow_ghosts: whole(Math.round(pairs * tail(FLOW_LEAST))),
    flow_sure: whole(sure),
    flow_large: whole(large.length),
    flow_inside: whole(inside.length),
    flow_largest: whole(Math.max(...values)),
  };
}

/** Chance that noise alone reaches a value: Σ P(k) from it on, α^k/(1 + α). */
function tail(least: number): number {
  return noiseChance(FLOW_ALPHA, least) / (1 - FLOW_ALPHA[0] / FLOW_ALPHA[1]);
}

function whole(value: number): string {
  return value.toLocaleString("en-GB", { maximumFractionDigits: 0 });
}

/** A hyphen would part the sign from its number at a line's end: the minus is U+2212. */
function fixed(value: number, decimals: number): string {
  return value.toFixed(decimals).replace("-", "−");
}
