import { best, greedy, oldest, uniform } from "./reach/baselines.ts";
import { type City, cityOf, FAMILIES, type Family } from "./reach/city.ts";
import { filtered } from "./reach/filter.ts";
import { lookingAgain } from "./reach/looking-again.ts";
import { planned } from "./reach/planners.ts";
import { playSeason, type Reached, type Strategy } from "./reach/season.ts";
import { type Seasons, tightest } from "./reach/tightest.ts";
import type { Bench } from "./report.ts";

/** Neither tuned on (1–20) nor judged (101–180). The filter's worths were chosen on 21–60: one family alone is tried on others. */
const FEW_SEEDS = Array.from({ length: 8 }, (_, at) => 21 + at);
const MANY_SEEDS = Array.from({ length: 40 }, (_, at) => 61 + at);
const EFFORTS = [36, 80];
/** Shares of the visits that go to the best by meeting rate; the others go to the oldest. */
const SHARES = [0.25, 0.5, 0.75] as const;
/** What the filter takes a new spell to be worth, in groups met: from many meetings to much reach. */
const FOR_SPELLS = [34, 36, 38] as const;

type Named = readonly [plan: string, strategyOf: (city: City) => Strategy];

/**
 * What could be had between reach and meetings (docs/decisions/0014): chance, the oldest first, the greedy, mixtures
 * of the two, ours, a lead's sight weighed as if places were known to be scattered, and a plan that knows where
 * everybody is; among scattered places also a filter that knows how groups live. Ratios as in `reach`;
 * `tightest` is the least ratio beside its bar, with its 95 % interval. No goal of its own. `--only scattered`
 * (clustered, shifting): that family alone, in 40 seasons instead of 8.
 */
export async function frontierBench(bench: Bench): Promise<void> {
  const seeds = bench.only === "" ? FEW_SEEDS : MANY_SEEDS;
  for (const name of FAMILIES.filter((family) => family.includes(bench.only))) {
    for (const visits of EFFORTS) {
      bench.say(`${name}, ${visits} visits a week, ${seeds.length} seasons`);
      for (const figures of frontier(name, visits, seeds))
        bench.print({ bench: "frontier", name, visits, ...figures });
    }
  }
}

function frontier(name: Family, visits: number, seeds: readonly number[]) {
  const cities = seeds.map((seed) => ({ seed, city: cityOf(name, seed) }));
  const play = (strategyOf: (city: City) => Strategy) =>
    cities.map(({ seed, city }) => playSeason(city, { family: name, seed, visits }, strategyOf(city)));
  const [a, b, c] = [play(() => greedy), play(() => oldest), play(() => uniform)];
  const row = (plan: string, ours: readonly Reached[]) => ({
    plan,
    ...ratios({ ours, greedy: a, oldest: b, random: c }),
  });
  return [
    ...[row("greedy", a), row("oldest", b), row("random", c)],
    ...plansOf(name).map(([plan, strategyOf]) => row(plan, play(strategyOf))),
  ];
}

function plansOf(name: Family): readonly Named[] {
  const filters = FOR_SPELLS.map((worth): Named => [`filter ${worth}`, () => filtered(worth)]);
  return [
    ["ours", () => planned],
    ["looking again", () => lookingAgain],
    ...SHARES.map((share): Named => [`greedy ${share}, oldest`, () => mixed(share)]),
    ...(name === "scattered" ? filters : []),
    ["all-knowing", allKnowing],
  ];
}

function ratios(seasons: Seasons) {
  const { ours, greedy: a, oldest: b, random: c } = seasons;
  const reach = (all: readonly Reached[]) => all.reduce((sum, one) => sum + one.reach, 0);
  const meetings = (all: readonly Reached[]) => all.reduce((sum, one) => sum + one.meetings, 0);
  const { value, lower, upper } = tightest(seasons);
  return {
    reachVsGreedy: digits(reach(ours) / reach(a)),
    meetingsVsGreedy: digits(meetings(ours) / meetings(a)),
    reachVsOldest: digits(reach(ours) / reach(b)),
    meetingsVsOldest: digits(meetings(ours) / meetings(b)),
    reachVsRandom: digits(reach(ours) / reach(c)),
    ...{ tightest: digits(value), tightestLower: digits(lower), tightestUpper: digits(upper) },
  };
}

/** A share of the visits by the greedy, the others by the oldest first. */
function mixed(share: number): Strategy {
  return (monday, count) => {
    const first = greedy(monday, Math.round(share * count));
    const others = oldest(monday, Math.min(monday.visits.length, 2 * count));
    return [...first, ...others.filter((cell) => !first.includes(cell))].slice(0, count);
  };
}

/** Goes where most groups are this week, which no plan can know. */
function allKnowing({ groups }: City): Strategy {
  return (monday, count) => {
    const here = groups[monday.week];
    return best(
      monday.visits.map((_, cell) => here?.[cell] ?? 0),
      count,
      monday,
    );
  };
}

function digits(value: number): number {
  return Math.round(value * 1000) / 1000;
}
