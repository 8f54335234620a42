import { randomFrom } from "../../src/domain/random.ts";
import { type HeatClass, rangeOf, type Tier } from "../../src/domain/release.ts";
import { addDays } from "../../src/domain/slot.ts";
import { REFERENCE_SEED } from "../../src/reference/city.ts";
import { simulate } from "../../src/reference/encounters.ts";
import { exactly, type ReadingAttack } from "./attack.ts";
import { type Client, given } from "./http/client.ts";
import { type HeatAnswer, tablesOf, type WindowAnswer, windowsOf } from "./http/releases.ts";
import { advantage } from "./measure/wilson.ts";

type Heat = (fromWindow: string, toWindow: string) => Promise<HeatAnswer>;

/** Leaves of ranges that say anything else than their windows' classes do, and ranges off the lattice that answer. */
async function surprises(client: Client, tier: Tier): Promise<number> {
  const windows = await windowsOf(client, tier);
  let found = 0;
  for (const table of tablesOf(tier)) {
    const heat: Heat = async (from_window, to_window) =>
      given<HeatAnswer>(await client.get("heat", { tier, ...table, from_window, to_window }));
    found += await tableSurprises(tier, windows, heat);
  }
  return found;
}

async function tableSurprises(tier: Tier, windows: WindowAnswer["windows"], heat: Heat): Promise<number> {
  let found = 0;
  const single = await Promise.all(windows.map(({ starts_on }) => heat(starts_on, starts_on)));
  for (const [first, { starts_on, season_id }] of windows.entries()) {
    const inSeason = windows.slice(first).filter((each) => each.season_id === season_id);
    for (const [length, last] of inSeason.entries()) {
      const range = await heat(starts_on, last.starts_on);
      found += differences(tier, range, single.slice(first, first + length + 1));
    }
    // Windows may not be cut: neither a day later nor a day earlier begins a range.
    for (const day of [addDays(starts_on, 1), addDays(starts_on, -1)]) {
      found += (await heat(day, starts_on)).leaf.length;
    }
  }
  return found;
}

function differences(tier: Tier, range: HeatAnswer, windows: readonly HeatAnswer[]): number {
  return range.class.filter((heatClass, leaf) => {
    const expected = rangeOf(
      tier,
      windows.map((each) => (each.class[leaf] ?? 0) as HeatClass),
    );
    return heatClass !== expected.heatClass || range.at_least[leaf] !== expected.atLeast;
  }).length;
}

/** Raw counts of free ranges: the range with a youth's day less the one without it is that day's count. */
function freeRanges(trials: number): number {
  const random = randomFrom("free ranges");
  const { meetings } = simulate("middle", REFERENCE_SEED);
  let right = 0;
  for (let trial = 0; trial < trials; trial++) {
    const target = random.pick(meetings);
    const isThere = trial % 2 === 0;
    const told = (from: number, to: number) =>
      meetings.filter(
        (each) =>
          each.cell === target.cell && each.day >= from && each.day < to && (isThere || each !== target),
      ).length;
    const others = meetings.filter(
      (each) => each !== target && each.cell === target.cell && each.day === target.day,
    ).length;
    const onDay = told(target.day - 27, target.day + 1) - told(target.day - 27, target.day);
    if (onDay > others === isThere) right++;
  }
  return advantage(right, trials).measure;
}

/** Attack 3: every range of every table, against what its windows already say. */
export const ranges: ReadingAttack = {
  id: 3,
  name: "overlapping ranges",
  bites: 0.99,
  async run({ trials, say }, { leads: [lead], educators: [educator] }) {
    say("ranges: every one of both tiers");
    const found = (await surprises(lead, "lead")) + (await surprises(educator, "educator"));
    return {
      parts: [exactly("leaves that a range tells anew", found, 0)],
      unprotected: freeRanges(Math.min(trials, 1000)),
    };
  },
};
