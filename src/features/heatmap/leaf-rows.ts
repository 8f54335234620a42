import type { Heat, HeatClass, LeafHeat } from "../../data/heat.ts";
import type { Leaf, LeafIndex } from "../../domain/leaf-index.ts";
import { type Change, changeOf } from "./compare.ts";

/** One leaf with what is released of it over the range: what the map colours and the table lists. */
export interface LeafRow {
  readonly leaf: Leaf;
  readonly heatClass: HeatClass;
  /** Sum of the windows' lower bounds. */
  readonly atLeast: number;
  /** Only while two periods are compared. */
  readonly before?: { readonly heatClass: HeatClass; readonly atLeast: number; readonly change: Change };
}

const HIDDEN = { heatClass: 0, atLeast: 0 } as const;

/** Every leaf of the season in the index's order; a leaf that the answer lacks counts as not published. */
export function leafRows(index: LeafIndex, heat: Heat, before?: Heat): LeafRow[] {
  const now = byId(heat);
  const earlier = before ? byId(before) : undefined;
  return index.leaves.map((leaf) => {
    const { heatClass, atLeast } = now.get(leaf.id) ?? HIDDEN;
    if (!earlier) return { leaf, heatClass, atLeast };
    const was = earlier.get(leaf.id) ?? HIDDEN;
    const change = changeOf(was.heatClass, heatClass);
    return {
      leaf,
      heatClass,
      atLeast,
      before: { heatClass: was.heatClass, atLeast: was.atLeast, change },
    };
  });
}

/** Leaves shown over the range, and the sum of their lower bounds: the only total there is. */
export function totalOf(rows: readonly LeafRow[]): { readonly shown: number; readonly atLeast: number } {
  return {
    shown: rows.filter(({ heatClass, atLeast }) => heatClass > 0 || atLeast > 0).length,
    atLeast: rows.reduce((sum, { atLeast }) => sum + atLeast, 0),
  };
}

function byId(heat: Heat): ReadonlyMap<number, LeafHeat> {
  return new Map(heat.leaves.map((each) => [each.leaf, each]));
}
