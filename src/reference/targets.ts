import type { Tier } from "../domain/release.ts";
import { type Chances, chancesOf, distance } from "./outputs.ts";
import { mechanismOf } from "./rules.ts";
import type { LeafWindow } from "./season.ts";
import { type Contribution, talliesOf } from "./tally.ts";

/** A published leaf as an attacker sees it who knows everybody in it but one. */
export interface AttackedLeaf {
  readonly tier: Tier;
  readonly leaf: LeafWindow;
  /** Chances of what it shows with everybody. */
  readonly present: Chances;
  /** Chances of what it shows without each person, by the person's place. */
  readonly absent: readonly Chances[];
  /** What each person changes: total variation. */
  readonly distances: readonly number[];
}

/** Chance that a leaf shows anything. */
export function chanceShown(present: Chances): number {
  return 1 - (present.get("") ?? 0);
}

/** Computes exactly what every person of a leaf changes in everything that its window shows. */
export function attackLeaf(tier: Tier, leaf: LeafWindow, mechanism = mechanismOf(tier)): AttackedLeaf {
  const outputs = (people: readonly Contribution[]) =>
    chancesOf(mechanism, talliesOf(tier, people), leaf.visitsSuffice);
  const present = outputs(leaf.people);
  // People of one kind, written by one recorder, change the same.
  const known = new Map<string, { chances: Chances; distance: number }>();
  const found = leaf.people.map((each, at) => {
    const kind = `${each.recorder} ${each.placeKind} ${each.ageBand} ${each.gender}`;
    const before = known.get(kind);
    if (before) return before;
    const chances = outputs(leaf.people.filter((_, place) => place !== at));
    const made = { chances, distance: distance(present, chances) };
    known.set(kind, made);
    return made;
  });
  return {
    ...{ tier, leaf, present },
    absent: found.map(({ chances }) => chances),
    distances: found.map((each) => each.distance),
  };
}

/** Arithmetic mean; 0 of nothing. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, each) => sum + each, 0) / values.length;
}
