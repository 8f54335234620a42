/** Who a release is for: the team's educators, or the organisation's leads. */
export const TIERS = ["educator", "lead"] as const;
export type Tier = (typeof TIERS)[number];

/** What a release is broken down by, one at a time. */
export const BREAKDOWNS = ["total", "place_kind", "age_band", "gender"] as const;
export type Breakdown = (typeof BREAKDOWNS)[number];

/** Class 0 is *not published*: hidden or zero, which are the same answer. */
export const HEAT_CLASSES = [0, 1, 2, 3, 4, 5] as const;
export type HeatClass = (typeof HEAT_CLASSES)[number];

/** Lower bounds of the classes of a tier, class 1 first; the same as `release.class_bounds` in SQL. */
export const CLASS_BOUNDS: Readonly<Record<Tier, readonly number[]>> = {
  educator: [10, 15, 25, 40],
  lead: [15, 25, 40, 60, 100],
};

/** Categories that releases have. "?" and living sites are none (privacy.md, "What counts"). */
const CATEGORIES: Readonly<Record<Breakdown, readonly string[]>> = {
  total: ["all"],
  place_kind: ["wandering", "activity"],
  age_band: ["0-5", "6-9", "10-12", "13-15", "16-17", "18+"],
  gender: ["girl", "boy", "other"],
};

/** Breakdowns that a tier's releases have: educators see no ages and no genders. */
export function breakdownsOf(tier: Tier): readonly Breakdown[] {
  return tier === "lead" ? BREAKDOWNS : ["total", "place_kind"];
}

/** Categories of a breakdown in a tier's releases; empty where the tier does not have the breakdown. */
export function categoriesOf(tier: Tier, breakdown: Breakdown): readonly string[] {
  return breakdownsOf(tier).includes(breakdown) ? CATEGORIES[breakdown] : [];
}

/** The class in which a number of youths falls; 0 below the first class. */
export function classOf(tier: Tier, youths: number): HeatClass {
  const reached = CLASS_BOUNDS[tier].filter((bound) => bound <= youths).length;
  return HEAT_CLASSES[reached] ?? 0;
}

/** The fewest youths that a class stands for; 0 for class 0, which says nothing. */
export function lowerBoundOf(tier: Tier, heatClass: HeatClass): number {
  return heatClass === 0 ? 0 : (CLASS_BOUNDS[tier][heatClass - 1] ?? 0);
}

/**
 * What a range of windows says of one leaf: at least the sum of the windows' lower bounds, and the class of
 * their mean (privacy.md, "Staff releases"). The same as `api.heat`.
 *
 * @param classes one class for each window of the range
 */
export function rangeOf(
  tier: Tier,
  classes: readonly HeatClass[],
): { readonly heatClass: HeatClass; readonly atLeast: number } {
  const atLeast = classes.reduce<number>((sum, each) => sum + lowerBoundOf(tier, each), 0);
  return { heatClass: classes.length === 0 ? 0 : classOf(tier, atLeast / classes.length), atLeast };
}
