/**
 * Exact chances of what a leaf shows, over the noise: what an attacker who knows the rules and everybody but one
 * youth can compute. Sets of the same people share their noise, other sets have unrelated noise.
 */
import { NOISE_BOUND, NOISE_SHARES } from "./noise.ts";
import { categoryClass, type Mechanism, shared, shownTotal } from "./rules.ts";
import type { Tally } from "./tally.ts";

/** Chances of outputs, by name; they sum to 1. */
export type Chances = ReadonlyMap<string, number>;

export const NOISES = NOISE_SHARES.map((share, at) => ({ v: at - NOISE_BOUND, share }));

/** Name of an output, as `chancesOf` names it: what every table shows, in the order of names. */
export function nameOf(shown: Readonly<Record<string, number>>): string {
  return Object.entries(shown)
    .filter(([, reached]) => reached > 0)
    .map(([name, reached]) => `${name}=${reached}`)
    .sort()
    .join(" ");
}

/** Exact chances of everything that a leaf with these tallies can show. */
export function chancesOf(mechanism: Mechanism, tallies: readonly Tally[], visitsSuffice = true): Chances {
  const [total, ...categories] = tallies;
  if (!total || total.n === 0 || !visitsSuffice) return new Map([["", 1]]);
  const chances = new Map<string, number>();
  for (const { v, share } of NOISES) {
    const y = shownTotal(mechanism, total, shared(v));
    const own = y === undefined ? new Map([["", 1]]) : withinTotal(mechanism, total, categories, v, y);
    for (const [name, chance] of own) chances.set(name, (chances.get(name) ?? 0) + share * chance);
  }
  return chances;
}

function withinTotal(
  mechanism: Mechanism,
  total: Tally,
  categories: readonly Tally[],
  v: number,
  y: number,
): Chances {
  const reached = categoryClass({ ...mechanism, nearlyAll: "told" }, y, total, shared(v));
  let joint: [Record<string, number>, number][] = [[{ [total.name]: reached }, 1]];
  for (const group of sameSets(categories)) {
    const noises = group[0]?.members === total.members ? [{ v, share: 1 }] : NOISES;
    const shown = new Map<string, [Record<string, number>, number]>();
    for (const noise of noises) {
      const classes = Object.fromEntries(
        group.map((each) => [each.name, categoryClass(mechanism, y, each, shared(noise.v))]),
      );
      const name = nameOf(classes);
      shown.set(name, [classes, (shown.get(name)?.[1] ?? 0) + noise.share]);
    }
    joint = joint.flatMap(([classes, chance]) =>
      [...shown.values()].map(([own, share]): [Record<string, number>, number] => [
        { ...classes, ...own },
        chance * share,
      ]),
    );
  }
  return new Map(joint.map(([classes, chance]) => [nameOf(classes), chance]));
}

/** Categories by the set of people in them. */
function sameSets(categories: readonly Tally[]): Tally[][] {
  const groups = new Map<string, Tally[]>();
  for (const each of categories) groups.set(each.members, [...(groups.get(each.members) ?? []), each]);
  return [...groups.values()];
}

/** Total variation distance of two outputs: the best advantage (2 · accuracy − 1) in telling them apart. */
export function distance(one: Chances, other: Chances): number {
  let sum = 0;
  for (const name of new Set([...one.keys(), ...other.keys()])) {
    sum += Math.abs((one.get(name) ?? 0) - (other.get(name) ?? 0));
  }
  return sum / 2;
}
