import { randomFrom } from "../../src/domain/random.ts";
import type { Tier } from "../../src/domain/release.ts";
import { REFERENCE_SEED, VOLUMES } from "../../src/reference/city.ts";
import { nameOf } from "../../src/reference/outputs.ts";
import { drawSeason, windowsOf } from "../../src/reference/season.ts";
import { type AttackedLeaf, attackLeaf, chanceShown, mean } from "../../src/reference/targets.ts";
import { type Attack, type Context, exactly, type Findings, type Part } from "./attack.ts";
import { researchParts } from "./measure/research-leaves.ts";
import { advantage } from "./measure/wilson.ts";
import { shownOf } from "./port/window.ts";
import { leafWindows } from "./simulation/leaf-windows.ts";

/** More cities, printed beside. */
const MORE_SEEDS = [2, 3];

/** Every leaf of every published window of these cities that somebody is in. */
function leavesOf(tier: Tier, seeds: readonly number[], { full, say }: Context): AttackedLeaf[] {
  return VOLUMES.filter((volume) => full || volume !== "large").flatMap((volume) =>
    seeds.flatMap((seed) => {
      say(`differencing: ${tier}, ${volume} city ${seed}`);
      const season = drawSeason(volume, seed);
      return windowsOf(tier)
        .flatMap((day) => leafWindows(season, tier, day))
        .filter(({ people }) => people.length > 0)
        .map((leaf) => attackLeaf(tier, leaf));
    }),
  );
}

/**
 * Balanced trials: a youth of a leaf is there or not, the window is published by the port with everybody's keys drawn
 * anew, and the attacker, who knows all others, says which is likelier.
 */
function play(leaves: readonly AttackedLeaf[], trials: number): { measure: number; upper: number } {
  const random = randomFrom("differencing");
  let right = 0;
  for (let trial = 0; trial < trials; trial++) {
    const { leaf, present, absent } = random.pick(leaves);
    const target = random.int(leaf.people.length);
    const isThere = trial % 2 === 0;
    const people = leaf.people
      .filter((_, at) => isThere || at !== target)
      .map((each) => ({ ...each, recordKey: Math.floor(random.next() * 2 ** 32) }));
    const seen = nameOf(shownOf(leaf.place, people, leaf.visitsSuffice));
    const more = present.get(seen) ?? 0;
    const less = absent[target]?.get(seen) ?? 0;
    // Where both are as likely, a coin; the coin is the trial's own, so that accuracy is not biased.
    const says = more === less ? random.chance(0.5) : more > less;
    if (says === isThere) right++;
  }
  return advantage(right, trials);
}

function staffParts(tier: Tier, leaves: readonly AttackedLeaf[], trials: number): Part[] {
  const shown = leaves.filter(({ present }) => chanceShown(present) >= 0.5);
  const byLeaf = shown.map(({ distances }) => mean(distances));
  return [
    exactly(`${tier}: average over shown leaves`, mean(byLeaf), 0.22),
    exactly(`${tier}: average over all youths`, mean(leaves.flatMap((each) => each.distances)), 0.22),
    exactly(`${tier}: worst leaf`, Math.max(...leaves.map(({ distances }) => mean(distances))), 0.3),
    { name: `${tier}: played`, ...play(shown, trials), bound: 0.22 },
  ];
}

/** The same with raw counts, those below 5 suppressed: shown leaves tell n, and n tells everything. */
function unprotected(leaves: readonly AttackedLeaf[]): number {
  const shown = leaves.filter(({ present }) => chanceShown(present) >= 0.5);
  const hide = (n: number) => (n < 5 ? 0 : n);
  const told = ({ leaf }: AttackedLeaf) => hide(leaf.people.length) !== hide(leaf.people.length - 1);
  return mean(shown.map((each) => (told(each) ? 1 : 0)));
}

function run(context: Context): Findings {
  const beside: Record<string, number> = {};
  const parts: Part[] = [];
  let bites = 1;
  for (const tier of ["educator", "lead"] as const) {
    const leaves = leavesOf(tier, [REFERENCE_SEED], context);
    parts.push(...staffParts(tier, leaves, context.trials));
    bites = Math.min(bites, unprotected(leaves));
    beside[`${tier}: worst youth`] = Math.max(...leaves.flatMap((each) => each.distances));
    if (!context.full) continue;
    const more = leavesOf(tier, MORE_SEEDS, context);
    beside[`${tier}: worst leaf of ${MORE_SEEDS.length} more cities of each size`] = Math.max(
      ...more.map(({ distances }) => mean(distances)),
    );
    beside[`${tier}: worst youth of these`] = Math.max(...more.flatMap((each) => each.distances));
  }
  parts.push(...researchParts(context));
  return { parts, unprotected: bites, beside };
}

export const differencing: Attack = { id: 2, name: "differencing over all tables", bites: 0.99, run };
