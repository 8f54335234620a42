import type { AgeBand, Gender, PlaceKind } from "../domain/place-kind.ts";
import type { Tier } from "../domain/release.ts";

/** One contribution of a leaf and window. */
export interface Contribution {
  /** Who vouches for it; `null` while the account is too new. */
  readonly recorder: string | null;
  /** The imported file whose approved column names the recorder; none for an account. */
  readonly file?: string | undefined;
  readonly encounter: string;
  readonly recordKey: number;
  readonly placeKind: PlaceKind;
  readonly ageBand: AgeBand;
  readonly gender: Gender;
}

/** True counts of one table's value of a leaf, as the rules need them. */
export interface Tally {
  /** `breakdown/category`. */
  readonly name: string;
  readonly n: number;
  readonly withoutBusiest: number;
  readonly withoutTwo: number;
  readonly withoutEncounter: number;
  readonly keySum: number;
  /** Names the set of people by their places in the given list: the same set has the same noise. */
  readonly members: string;
}

/** Tallies of a leaf: the total first, then every category that somebody is in. */
export function talliesOf(tier: Tier, people: readonly Contribution[]): Tally[] {
  const groups = new Map<string, number[]>([["total/all", people.map((_, at) => at)]]);
  for (const [at, each] of people.entries()) {
    for (const name of categoriesOf(tier, each)) {
      const group = groups.get(name);
      if (group) group.push(at);
      else groups.set(name, [at]);
    }
  }
  return [...groups].map(([name, members]) => tallyOf(name, members, people));
}

/** The tables besides the total that a contribution is in. "?" is no category. */
export function categoriesOf(tier: Tier, each: Contribution): string[] {
  const names = [`place_kind/${each.placeKind}`];
  if (tier === "lead") names.push(`age_band/${each.ageBand}`, `gender/${each.gender}`);
  return names.filter((name) => !name.endsWith("/?"));
}

function tallyOf(name: string, members: readonly number[], all: readonly Contribution[]): Tally {
  const people = members.map((at) => all[at]).filter((each) => each !== undefined);
  const settled = people.filter((each) => each.recorder !== null);
  const files = groupedBy(settled, (each) => each.file ?? "accounts").map((own) =>
    groupedBy(own, (each) => each.recorder ?? "").map((written) => written.length),
  );
  // The busiest of each file and the busiest account are taken for one person, and so are the second.
  const nth = (rank: number) => files.reduce((sum, sizes) => sum + (descending(sizes)[rank] ?? 0), 0);
  const encounters = groupedBy(people, (each) => each.encounter).map((met) => met.length);
  return {
    name,
    n: people.length,
    withoutBusiest: settled.length - nth(0),
    withoutTwo: settled.length - nth(0) - nth(1),
    withoutEncounter: people.length - Math.max(0, ...encounters),
    keySum: people.reduce((sum, each) => sum + each.recordKey, 0),
    members: members.join(" "),
  };
}

function groupedBy(people: readonly Contribution[], key: (each: Contribution) => string): Contribution[][] {
  const groups = new Map<string, Contribution[]>();
  for (const each of people) {
    const group = groups.get(key(each));
    if (group) group.push(each);
    else groups.set(key(each), [each]);
  }
  return [...groups.values()];
}

function descending(sizes: readonly number[]): number[] {
  return [...sizes].sort((a, b) => b - a);
}
