import { type Cell, coarsen } from "../../src/domain/grid.ts";
import { CLASS_BOUNDS, type Tier } from "../../src/domain/release.ts";
import { addDays } from "../../src/domain/slot.ts";
import { WINDOW_DAYS } from "../../src/reference/rules.ts";
import { exactly, type HttpAttack } from "./attack.ts";
import { type Client, given } from "./http/client.ts";
import { CORNER } from "./http/records.ts";
import { type HeatAnswer, squaresOf, windowsOf } from "./http/releases.ts";
import type { World } from "./http/world.ts";

/** How many youths of the usual file each leaf holds in a window: what the attacker wants to know of hidden leaves. */
function truthOf(
  squares: Awaited<ReturnType<typeof squaresOf>>,
  { rows }: World,
  tier: Tier,
  startsOn: string,
): Map<number, number> {
  const truth = new Map<number, number>();
  for (const { leaf } of squares) truth.set(leaf, 0);
  const endsOn = addDays(startsOn, WINDOW_DAYS[tier] - 1);
  for (const { cell, service_date, count } of rows) {
    if (service_date < startsOn || service_date > endsOn) continue;
    const own = squares.find(({ square, sizeKm }) => {
      const north = Math.floor(cell / 10_000) - Math.floor(square / 10_000);
      const east = (cell % 10_000) - (square % 10_000);
      return north >= 0 && north < sizeKm && east >= 0 && east < sizeKm;
    });
    if (own) truth.set(own.leaf, (truth.get(own.leaf) ?? 0) + count);
  }
  return truth;
}

/** A leaf of the ground where teams go, in one window. */
interface Counted {
  readonly n: number;
  readonly hidden: boolean;
  /** What told totals hold beyond told cells, in the leaf's window. */
  readonly leftOver: number;
}

async function countedLeaves(client: Client, world: World, tier: Tier): Promise<Counted[]> {
  const counted: Counted[] = [];
  for (const { starts_on, season_id, at_least, shown_leaves } of await windowsOf(client, tier)) {
    const heat = given<HeatAnswer>(
      await client.get("heat", { tier, from_window: starts_on, to_window: starts_on }),
    );
    const cells = heat.class.reduce((sum, each) => sum + (CLASS_BOUNDS[tier][each - 1] ?? 0), 0);
    const shown = heat.class.filter((each) => each > 0).length;
    // A number of shown leaves that is not theirs would tell as much as a sum that is not theirs.
    const leftOver = Math.abs(at_least - cells) + Math.abs(shown_leaves - shown);
    const squares = await squaresOf(client, season_id);
    const truth = truthOf(squares, world, tier, starts_on);
    for (const { leaf } of squares.filter((each) => isUsualGround(each.square))) {
      counted.push({ n: truth.get(leaf) ?? 0, hidden: (heat.class[leaf] ?? 0) === 0, leftOver });
    }
  }
  return counted;
}

/** Where teams go: of everywhere else the attacker knows that nobody was met. */
function isUsualGround(square: number): boolean {
  const north = Math.floor(square / 10_000) - Math.floor(CORNER / 10_000);
  const east = (square % 10_000) - (CORNER % 10_000);
  return north >= 0 && north < 8 && east >= 0 && east < 16;
}

/** The most frequent count: what the attacker says of a leaf that he knows nothing of. */
function usualCount(hidden: readonly { readonly n: number }[]): number {
  const times = new Map<number, number>();
  for (const { n } of hidden) times.set(n, (times.get(n) ?? 0) + 1);
  return [...times].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 0;
}

/** Share of what is hidden that is counted rightly, where the attacker knows some of them for certain. */
function recovery<Leaf extends { readonly n: number }>(
  hidden: readonly Leaf[],
  isKnown: (leaf: Leaf) => boolean,
): number {
  const usual = usualCount(hidden);
  return hidden.filter((leaf) => isKnown(leaf) || leaf.n === usual).length / hidden.length;
}

/**
 * Raw counts by month and leaf with those below 5 hidden, beside raw totals: of two kinds of place the hidden one is
 * the total less the shown one.
 */
function rawTotals({ rows }: World): number {
  const counts = new Map<string, { wandering: number; activity: number }>();
  for (const { cell, service_date, count, place_kind } of rows) {
    const leaf = `${service_date.slice(0, 7)} ${coarsen(cell as Cell, 2)}`;
    const own = counts.get(leaf) ?? { wandering: 0, activity: 0 };
    own[place_kind] += count;
    counts.set(leaf, own);
  }
  const hidden = [...counts.values()].flatMap(({ wandering, activity }) =>
    [wandering, activity]
      .filter((n) => n < 5)
      .map((n) => ({ n, isKnown: Math.max(wandering, activity) >= 5 })),
  );
  return recovery(hidden, ({ isKnown }) => isKnown) - recovery(hidden, () => false);
}

/** Attack 5: what a total leaves over when the shown cells are taken away. */
export const totals: HttpAttack = {
  id: 5,
  name: "totals minus cells",
  bites: 0.15,
  async run({ say }, world) {
    say("totals: windows against their cells");
    const leaves = [
      ...(await countedLeaves(world.leads[0], world, "lead")),
      ...(await countedLeaves(world.educators[0], world, "educator")),
    ];
    const hidden = leaves.filter((leaf) => leaf.hidden);
    const untrue = hidden.filter(({ leftOver }) => leftOver > 0);
    const prior = recovery(hidden, () => false);
    return {
      parts: [
        exactly("recovery over the prior", recovery(hidden, (leaf) => untrue.includes(leaf)) - prior, 0.02),
        exactly("hidden leaves of windows whose totals are not their cells'", untrue.length, 0),
      ],
      unprotected: rawTotals(world),
      beside: { "hidden leaves": hidden.length, prior },
    };
  },
};
