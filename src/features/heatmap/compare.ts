import type { HeatClass, LeafHeat } from "../../data/heat.ts";

/** How a leaf changed from an earlier period to a later one. Hidden is not zero, so it has no difference. */
export type Change =
  | { readonly kind: "step"; readonly step: number }
  | { readonly kind: "one_side"; readonly side: "before" | "after" }
  | { readonly kind: "hidden" };

/** The change of one leaf, in classes. */
export function changeOf(before: HeatClass, after: HeatClass): Change {
  if (before === 0 && after === 0) return { kind: "hidden" };
  if (before === 0) return { kind: "one_side", side: "after" };
  if (after === 0) return { kind: "one_side", side: "before" };
  return { kind: "step", step: after - before };
}

export interface ComparedLeaf {
  readonly leaf: number;
  readonly before: LeafHeat | undefined;
  readonly after: LeafHeat;
  readonly change: Change;
}

/** Pairs the leaves of two periods of one season by id. */
export function compareLeaves(before: readonly LeafHeat[], after: readonly LeafHeat[]): ComparedLeaf[] {
  const known = new Map(before.map((each) => [each.leaf, each]));
  return after.map((each) => {
    const earlier = known.get(each.leaf);
    return {
      leaf: each.leaf,
      before: earlier,
      after: each,
      change: changeOf(earlier?.heatClass ?? 0, each.heatClass),
    };
  });
}

/** Index of a step in the five colours of change: two down or more … two up or more. */
export function changeIndex(step: number): number {
  return Math.min(2, Math.max(-2, step)) + 2;
}
