import { BREAKDOWNS, categoriesOf, type Tier } from "../../src/domain/release.ts";
import { REFERENCE_SEED, VOLUMES } from "../../src/reference/city.ts";
import { NOISES } from "../../src/reference/outputs.ts";
import { categoryClass, type Mechanism, mechanismOf, shared, shownTotal } from "../../src/reference/rules.ts";
import { drawSeason, windowsOf } from "../../src/reference/season.ts";
import type { Shown } from "../../src/reference/shown.ts";
import type { Tally } from "../../src/reference/tally.ts";
import { mean } from "../../src/reference/targets.ts";
import { type Attack, type Context, exactly, type Findings } from "./attack.ts";
import { shownOf } from "./port/window.ts";
import { leafWindows } from "./simulation/leaf-windows.ts";

/** A share from here on is "nearly all". */
const NEARLY_ALL = 0.9;
/** The attacker says so when it is at least this likely. */
const SURE = 0.8;
/** Leaves with more are told apart by nothing: above the last class and its noise. */
const MOST = 160;

/** What a leaf tells about one kind: class of the total, of the kind, and of all other kinds of the table together. */
type Sight = `${number} ${number} ${number}`;

function tally(name: string, n: number): Tally {
  // Enough recorders and encounters: only n decides, which tells the attacker most.
  return { name, n, withoutBusiest: n, withoutTwo: n, withoutEncounter: n, keySum: 0, members: name };
}

/** Chances of what a leaf of n youths, so many of them of one kind, tells about that kind. */
function sightsOf(mechanism: Mechanism, n: number, own: number): Map<Sight, number> {
  const sights = new Map<Sight, number>();
  const classes = (y: number, count: number) =>
    NOISES.map(({ v, share }) => ({
      share,
      reached: count === 0 ? 0 : categoryClass(mechanism, y, tally("kind", count), shared(v)),
    }));
  for (const { v, share } of NOISES) {
    const y = shownTotal(mechanism, tally("all", n), shared(v));
    if (y === undefined) continue;
    const total = categoryClass({ ...mechanism, nearlyAll: "told" }, y, tally("all", n), shared(v));
    for (const one of classes(y, own)) {
      for (const other of classes(y, n - own)) {
        const sight: Sight = `${total} ${one.reached} ${other.reached}`;
        sights.set(sight, (sights.get(sight) ?? 0) + share * one.share * other.share);
      }
    }
  }
  return sights;
}

/** How often each size is met. */
function weightsOf(sizes: readonly number[]): Map<number, number> {
  const weights = new Map<number, number>();
  for (const n of sizes) weights.set(Math.min(n, MOST), (weights.get(Math.min(n, MOST)) ?? 0) + 1);
  return weights;
}

/** How likely "nearly all are of one kind" is after each sight: sizes as leaves have them, any share as likely. */
function beliefs(mechanism: Mechanism, sizes: readonly number[]): Map<Sight, number> {
  const nearly = new Map<Sight, number>();
  const any = new Map<Sight, number>();
  const add = (to: Map<Sight, number>, sight: Sight, likely: number) =>
    to.set(sight, (to.get(sight) ?? 0) + likely);
  for (const [n, weight] of weightsOf(sizes)) {
    for (let own = 0; own <= n; own++) {
      const isNearlyAll = Math.max(own, n - own) >= NEARLY_ALL * n;
      for (const [sight, chance] of sightsOf(mechanism, n, own)) {
        const likely = (weight * chance) / (n + 1);
        add(any, sight, likely);
        if (isNearlyAll) add(nearly, sight, likely);
      }
    }
  }
  return new Map([...any].map(([sight, likely]) => [sight, (nearly.get(sight) ?? 0) / likely]));
}

/** Everything that a shown leaf tells about its kinds. */
function sightsIn(tier: Tier, shown: Shown): Sight[] {
  const total = shown["total/all"] ?? 0;
  const tables = BREAKDOWNS.filter((each) => each !== "total" && categoriesOf(tier, each).length > 0);
  return tables.flatMap((breakdown) => {
    const kinds = Object.entries(shown).filter(([name]) => name.startsWith(`${breakdown}/`));
    // A table of which nothing is shown: what is hidden may be hidden because it is nearly all.
    if (kinds.length === 0) return [`${total} 0 0` as const];
    return kinds.map(([name, own]): Sight => {
      const others = kinds.filter(([other]) => other !== name).map(([, reached]) => reached);
      return `${total} ${own} ${Math.max(0, ...others)}`;
    });
  });
}

/** Share of shown leaves of the reference cities that are told to be nearly all of one kind. */
function toldShare(mechanism: Mechanism, { full, say }: Context): number {
  const { tier } = mechanism;
  const leaves = VOLUMES.filter((volume) => full || volume !== "small").flatMap((volume) => {
    say(`homogeneity: ${tier}, ${mechanism.nearlyAll}, ${volume} city`);
    const season = drawSeason(volume, REFERENCE_SEED);
    return windowsOf(tier).flatMap((day) => leafWindows(season, tier, day));
  });
  const believed = beliefs(
    mechanism,
    leaves.map(({ people }) => people.length),
  );
  const shown = leaves
    .map(({ place, people, visitsSuffice }) => shownOf(place, people, visitsSuffice, mechanism))
    .filter((each) => (each["total/all"] ?? 0) > 0);
  return mean(
    shown.map((each) => (sightsIn(tier, each).some((sight) => (believed.get(sight) ?? 0) >= SURE) ? 1 : 0)),
  );
}

function run(context: Context): Findings {
  const tiers: readonly Tier[] = ["educator", "lead"];
  const parts = tiers.map((tier) =>
    exactly(
      `${tier}: shown leaves that are told to be nearly all of one kind`,
      toldShare(mechanismOf(tier), context),
      0.1,
    ),
  );
  const without = (nearlyAll: "hidden" | "told") =>
    Math.max(...tiers.map((tier) => toldShare({ ...mechanismOf(tier), nearlyAll }, context)));
  return {
    parts,
    unprotected: without("hidden"),
    beside: { "uncapped classes": without("told") },
  };
}

/** Attack 10: a leaf whose youths are nearly all of one kind tells the kind of each. */
export const homogeneity: Attack = { id: 10, name: "homogeneity", bites: 0.1, run };
