/**
 * Do meetings cluster? Where they do, a cell's neighbours tell much of it; where places are scattered they tell
 * nothing, and a cell is known by its own visits alone. Learned from the visits in and around a sector, and told in
 * one word, as whether the occupancy model was fitted.
 */
import { SLOTS, type Slot } from "./slot.ts";

export const PATTERNS = ["clustered", "scattered"] as const;
export type Pattern = (typeof PATTERNS)[number];

/** Weighted visits, and those that met someone. */
export interface Weight {
  readonly visits: number;
  readonly met: number;
}

export type SlotWeights = Readonly<Record<Slot, Weight>>;

/** A cell: its own visits, and those of the cells around and its own, weighted by distance. */
export interface Surroundings {
  readonly own: SlotWeights;
  readonly withAround: SlotWeights;
}

/** What the pattern is read by; SQL has the same numbers in `field.pattern_tuning`. */
export const PATTERN_TUNING = {
  /** Visits at the mean rate that are added to what cells around tell: a few far ones are no evidence. */
  damping: 0.05,
  /** Until visits say otherwise the slope is this, with this weight. */
  priorSlope: 1,
  priorWeight: 3,
  /** Meetings cluster from this slope on. */
  threshold: 0.6,
} as const;

/**
 * The pattern of a sector's cells: clustered where a cell's own meeting rate rises with that of the cells around by
 * three fifths at least, both less the mean of their slots, so that a busy night is no cluster. The slope is that of
 * the visit-weighted regression on the spatial lag (Anselin 1996, "The Moran scatterplot", in Fischer, Scholten &
 * Unwin, Spatial Analytical Perspectives on GIS; there the lag is regressed on the cell), shrunk towards clustered:
 * a sector without visits is clustered.
 */
export function patternOf(places: readonly Surroundings[]): Pattern {
  const { damping, priorSlope, priorWeight, threshold } = PATTERN_TUNING;
  const rates = ratesOf(places);
  let [along, spread] = [priorWeight * priorSlope, priorWeight];
  for (const { own, withAround } of places) {
    const here = beyondMean(own, rates);
    const both = beyondMean(withAround, rates);
    const lag = (both.met - here.met) / (both.visits - here.visits + damping);
    along += lag * here.met;
    spread += lag ** 2 * here.visits;
  }
  // To nine digits: sums in another order differ in the last ones.
  return Math.round((along / spread) * 1e9) / 1e9 < threshold ? "scattered" : "clustered";
}

/** Visits of all slots, and meetings beyond what the slots' mean rates give them. */
function beyondMean(weights: SlotWeights, rates: Readonly<Record<Slot, number>>): Weight {
  return {
    visits: SLOTS.reduce((sum, slot) => sum + weights[slot].visits, 0),
    met: SLOTS.reduce((sum, slot) => sum + weights[slot].met - rates[slot] * weights[slot].visits, 0),
  };
}

function ratesOf(places: readonly Surroundings[]): Readonly<Record<Slot, number>> {
  const rate = (slot: Slot) => {
    const sum = (key: keyof Weight) => places.reduce((total, { own }) => total + own[slot][key], 0);
    const visits = sum("visits");
    return visits > 0 ? sum("met") / visits : 0;
  };
  return {
    morning: rate("morning"),
    afternoon: rate("afternoon"),
    evening: rate("evening"),
    night: rate("night"),
  };
}
