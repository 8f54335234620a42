import { best, greedy, oldest, uniform } from "./reach/baselines.ts";
import { type City, cityOf, FAMILIES, type Family } from "./reach/city.ts";
import { filtered } from "./reach/filter.ts";
import { planned } from "./reach/planners.ts";
import { playSeason, type Reached, type Strategy } from "./reach/season.ts";
import type { Bench } from "./report.ts";

/** Neither tuned on (1–20) nor judged (101–180). */
const SEEDS = Array.from({ length: 8 }, (_, at) => 21 + at);
const EFFORTS = [36, 80];
/** Shares of the visits that go to the best by meeting rate; the others go to the oldest. */
const SHARES = [0.25, 0.5, 0.75] as const;
/** What the filter takes a new spell to be worth, in groups met: from many meetings to much reach. */
const FOR_SPELLS = [16, 20, 25, 30] as const;

/**
 * What could be had between reach and meetings (docs/decisions/0014): chance, the oldest first, the greedy, mixtures
 * of the two, ours, a filter that knows how groups live among scattered places, and a plan that
 * knows where everybody is. Ratios as in `reach`; no goal of its own.
 */
export async function frontierBench(bench: Bench): Promise<void> {
  for (const name of FAMILIES) {
    for (const visits of EFFORTS) {
      bench.say(`${name}, ${visits} visits a week, ${SEEDS.length} seasons`);
      for (const figures of frontier(name, visits))
        bench.print({ bench: "frontier", name, visits, ...figures });
    }
  }
}

function frontier(name: Family, visits: number) {
  const cities = SEEDS.map((seed) => ({ seed, city: cityOf(name, seed) }));
  const play = (strategyOf: (city: City) => Strategy) =>
    meanOf(
      cities.map(({ seed, city }) => playSeason(city, { family: name, seed, visits }, strategyOf(city))),
    );
  const [a, b, c] = [play(() => greedy), play(() => oldest), play(() => uniform)];
  const row = (plan: string, { reach, meetings }: Reached) => ({
    ...{ plan, reachVsGreedy: digits(reach / a.reach), meetingsVsGreedy: digits(meetings / a.meetings) },
    ...{ reachVsOldest: digits(reach / b.reach), meetingsVsOldest: digits(meetings / b.meetings) },
    reachVsRandom: digits(reach / c.reach),
  });
  return [
    ...[
      row("greedy", a),
      row("oldest", b),
      row("random", c),
      row(
        "ours",
        play(() => planned),
      ),
    ],
    ...SHARES.map((share) =>
      row(
        `greedy ${share}, oldest`,
        play(() => mixed(share)),
      ),
    ),
    ...(name === "scattered"
      ? FOR_SPELLS.map((worth) =>
          row(
            `filter ${worth}`,
            play(() => filtered(worth)),
          ),
        )
      : []),
    row("all-knowing", play(allKnowing)),
  ];
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

function meanOf(all: readonly Reached[]): Reached {
  const mean = (value: (one: Reached) => number) =>
    all.reduce((sum, one) => sum + value(one), 0) / all.length;
  return { reach: mean(({ reach }) => reach), meetings: mean(({ meetings }) => meetings) };
}

function digits(value: number): number {
  return Math.round(value * 1000) / 1000;
}
