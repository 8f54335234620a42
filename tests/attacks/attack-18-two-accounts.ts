import { randomFrom } from "../../src/domain/random.ts";
import { type HeatClass, lowerBoundOf, type Tier } from "../../src/domain/release.ts";
import { noiseOfKey } from "../../src/reference/noise.ts";
import { exactly, type HttpAttack } from "./attack.ts";
import { type Client, given } from "./http/client.ts";
import { type HeatAnswer, snapshotOf, undelta, windowsOf } from "./http/releases.ts";

/** Answers that two accounts of the same right do not get byte by byte alike. */
async function mismatches(one: Client, other: Client, tier: Tier): Promise<number> {
  const [a, b] = [await snapshotOf(one, tier), await snapshotOf(other, tier)];
  return [...new Set([...a.keys(), ...b.keys()])].filter((name) => a.get(name) !== b.get(name)).length;
}

/** Values that the map, the list of windows and a leaf's history do not tell alike. */
async function disagreements(client: Client, tier: Tier): Promise<number> {
  let found = 0;
  const windows = await windowsOf(client, tier);
  const histories = new Map<number, number[]>();
  for (const { starts_on, shown_leaves, at_least } of windows) {
    const heat = given<HeatAnswer>(
      await client.get("heat", { tier, from_window: starts_on, to_window: starts_on }),
    );
    const bounds = heat.class.map((each) => lowerBoundOf(tier, each as HeatClass));
    if (shown_leaves !== heat.class.filter((each) => each > 0).length) found++;
    if (at_least !== bounds.reduce((sum, each) => sum + each, 0)) found++;
    for (const [at, leaf] of undelta(heat.leaf).entries()) {
      histories.set(leaf, [...(histories.get(leaf) ?? []), heat.class[at] ?? 0]);
    }
  }
  for (const [leaf, classes] of histories) {
    const told = given<{ class: number[] }>(await client.get("leaf_history", { tier, leaf }));
    if (told.class.join() !== classes.join()) found++;
  }
  return found;
}

/** Live noise drawn for each account: how often two of them are told different values. */
function ownNoise(trials: number): number {
  const random = randomFrom("own noise");
  const draw = () => noiseOfKey(Math.floor(random.next() * 2 ** 32));
  let different = 0;
  for (let trial = 0; trial < trials; trial++) {
    const [first, second] = [draw(), draw()];
    if (first !== second) different++;
  }
  return different / trials;
}

/** Attack 18: two accounts and every way to fetch the same set, put side by side. */
export const twoAccounts: HttpAttack = {
  id: 18,
  name: "two accounts and every way to the same set",
  bites: 0.8,
  async run({ trials, say }, { leads: [lead, second], educators: [educator, fellow] }) {
    say("two accounts: everything of both tiers");
    return {
      parts: [
        exactly("answers that two leads get differently", await mismatches(lead, second, "lead"), 0),
        exactly(
          "answers that two educators get differently",
          await mismatches(educator, fellow, "educator"),
          0,
        ),
        exactly(
          "answers that a lead and an educator of the team get differently",
          await mismatches(lead, educator, "educator"),
          0,
        ),
        exactly(
          "values that map, windows and history tell differently, lead",
          await disagreements(lead, "lead"),
          0,
        ),
        exactly("the same, educator", await disagreements(educator, "educator"), 0),
      ],
      unprotected: ownNoise(trials),
    };
  },
};
