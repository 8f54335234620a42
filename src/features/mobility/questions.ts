import type { Mechanism } from "../../domain/noisy-sums.ts";
import type { ChangeQuestion } from "./measures.ts";
import type { Scope } from "./mobility-address.ts";
import type { PublishedQuarter, Quarter } from "./quarters.ts";
import type { TrendQuestion } from "./series-figures.ts";
import { districtOf, sliceOf, wholeSlice } from "./slices.ts";
import type { SpatialQuestion } from "./spatial-figures.ts";
import type { Released } from "./use-mobility.ts";

/** A question and what it was made from: answers are known by the question's identity. */
const spatial = new WeakMap<Quarter, SpatialQuestion[]>();

/** What hot spots, rates and the surface of a quarter are worked out from: the same object for the same quarter. */
export function spatialQuestion(quarter: Quarter, mechanism: Mechanism, counts: boolean): SpatialQuestion {
  const asked = spatial.get(quarter) ?? [];
  spatial.set(quarter, asked);
  const known = asked.find((each) => each.counts === counts && each.mechanism === mechanism);
  if (known) return known;
  const { values, hours, index } = quarter;
  const question = { values, hours, leaves: index.leaves, mechanism, counts };
  asked.push(question);
  return question;
}

/** Two quarters, by the later one: each pair and unit once. */
const pairs = new WeakMap<Quarter, { readonly other: Quarter; readonly question: ChangeQuestion }[]>();

/** What the difference of two quarters of one season is worked out from: the same object for the same pair. */
export function changeQuestion(
  after: Quarter,
  before: Quarter,
  mechanism: Mechanism,
  counts: boolean,
): ChangeQuestion {
  const asked = pairs.get(after) ?? [];
  pairs.set(after, asked);
  const known = asked.find(
    ({ other, question }) =>
      other === before && question.counts === counts && question.mechanism === mechanism,
  );
  if (known) return known.question;
  const columns = ({ values, hours }: Quarter) => ({ values, hours });
  const question = { before: columns(before), after: columns(after), mechanism, counts };
  asked.push({ other: before, question });
  return question;
}

/** A trend's quarters, and its question. */
export interface TrendAsked {
  readonly windows: readonly PublishedQuarter[];
  readonly question: TrendQuestion;
}

/** Slices of the scope; a leaf has only the quarters of its season. */
export function trendQuestion(
  { shown, mechanism }: Released,
  quarters: readonly Quarter[],
  scope: Scope,
  leaf: number | undefined,
  counts: boolean,
): TrendAsked {
  if (scope === "territory") return wholeTrend(quarters, mechanism, counts);
  const own = shown.index.leaves[shown.index.indexOfId.get(leaf ?? -1) ?? -1];
  const district = own && districtOf(own);
  const used = scope === "leaf" ? quarters.filter(({ index }) => index === shown.index) : quarters;
  const slices = used.map((quarter) =>
    sliceOf(quarter, (each) => (scope === "leaf" ? each.id === leaf : districtOf(each) === district)),
  );
  return { windows: used.map(({ window }) => window), question: { slices, mechanism, counts } };
}

interface Whole extends TrendAsked {
  readonly quarters: readonly Quarter[];
}

/** Trends over the whole territory by their last quarter, which is held as long as its table is. */
const wholes = new WeakMap<Quarter, Whole[]>();

function wholeTrend(quarters: readonly Quarter[], mechanism: Mechanism, counts: boolean): TrendAsked {
  const last = quarters.at(-1);
  const asked = (last && wholes.get(last)) ?? [];
  const known = asked.find(
    ({ quarters: own, question }) =>
      question.counts === counts &&
      question.mechanism === mechanism &&
      own.length === quarters.length &&
      own.every((each, at) => each === quarters[at]),
  );
  if (known) return known;
  const question = { slices: quarters.map(wholeSlice), mechanism, counts };
  const whole = { quarters, windows: quarters.map(({ window }) => window), question };
  if (last) wholes.set(last, [...asked, whole]);
  return whole;
}
