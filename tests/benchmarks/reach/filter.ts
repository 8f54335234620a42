/**
 * A planner that knows how groups live in scattered cities, remembers every visit, and draws the best it can from
 * them: a Bayes filter by cell. No planner has what it knows; it shows how much visits alone can tell.
 */
import { best } from "./baselines.ts";
import { CELLS } from "./city.ts";
import type { Monday, Strategy } from "./season.ts";

/** Mean number of groups in a cell, and the share of cells with it, as counted in seeds 1–20. */
const LEVELS = [0.02, 0.12, 0.3, 0.6, 1.1, 2, 3.6];
const SHARES = [0.53, 0.08, 0.1, 0.09, 0.09, 0.07, 0.04];
const MOST_GROUPS = 8;
/** A group leaves its cell in a week: it leaves the city or moves (city.ts). */
const LEAVES = 1 / 26 + 25 / 26 / 5;
/** A cell's level is drawn anew in a week, as places open and close. */
const RENEWED = 1 / 26;
const DETECTION = 0.5;
/** Ages of a spell of activity in weeks, and one for a spell that was met or is older than three weeks. */
const AGES = 4;
const DONE = AGES - 1;

const PER_LEVEL = 1 + MOST_GROUPS * AGES;
const STATES = LEVELS.length * PER_LEVEL;
const stateOf = (level: number, groups: number, age: number) =>
  level * PER_LEVEL + (groups === 0 ? 0 : 1 + (groups - 1) * AGES + age);

interface State {
  readonly level: number;
  readonly groups: number;
  readonly age: number;
}
const ALL: readonly State[] = LEVELS.flatMap((_, level) => [
  { level, groups: 0, age: 0 },
  ...Array.from({ length: MOST_GROUPS * AGES }, (_none, at) => ({
    ...{ level, groups: 1 + Math.floor(at / AGES), age: at % AGES },
  })),
]);

const missed = (groups: number) => (1 - DETECTION) ** groups;

/** What a week makes of each state: the states that follow, and their chances. */
const WEEK: readonly (readonly (readonly [to: number, chance: number])[])[] = ALL.map((state) =>
  LEVELS.flatMap((mean, level) => {
    const stays = (state.level === level ? 1 - RENEWED : 0) + RENEWED * (SHARES[level] ?? 0);
    return Array.from({ length: (state.groups + 1) * 6 }, (_, at) => {
      const [kept, come] = [Math.floor(at / 6), at % 6];
      const groups = Math.min(MOST_GROUPS, kept + come);
      const age = state.groups === 0 ? 0 : Math.min(DONE, state.age + 1);
      const chance = stays * binomial(state.groups, kept, 1 - LEAVES) * poisson(mean * LEAVES, come);
      return [stateOf(level, groups, age), chance] as const;
    }).filter(([, chance]) => chance > 1e-7);
  }),
);

/**
 * Goes where groups met and new spells met, weighed, are expected to be most. Made anew for every season.
 *
 * @param forSpells what a spell met in time is worth, in groups met
 */
export function filtered(forSpells: number): Strategy {
  let beliefs = Array.from({ length: CELLS }, beginning);
  const seen = new Array<number>(CELLS).fill(0);
  let week = 0;
  return (monday, count) => {
    if (monday.week > week) {
      beliefs = beliefs.map((belief, cell) => aged(learned(belief, cell, seen, monday)));
      week = monday.week;
    }
    return best(
      beliefs.map((belief) => worth(belief, forSpells)),
      count,
      monday,
    );
  };
}

function beginning(): Float64Array {
  const belief = new Float64Array(STATES);
  LEVELS.forEach((mean, level) => {
    for (let groups = 0; groups <= MOST_GROUPS; groups++)
      belief[stateOf(level, groups, DONE)] = (SHARES[level] ?? 0) * poisson(mean, groups);
  });
  return normal(belief);
}

function learned(belief: Float64Array, cell: number, seen: number[], { visits }: Monday): Float64Array {
  const news = visits[cell]?.slice(seen[cell]) ?? [];
  seen[cell] = visits[cell]?.length ?? 0;
  return news.reduce((before, { met }) => observed(before, met > 0), belief);
}

function observed(belief: Float64Array, met: boolean): Float64Array {
  const after = new Float64Array(STATES);
  ALL.forEach(({ level, groups, age }, at) => {
    const before = belief[at] ?? 0;
    const to = met ? stateOf(level, groups, DONE) : stateOf(level, groups, age);
    after[to] = (after[to] ?? 0) + before * (met ? 1 - missed(groups) : missed(groups));
  });
  return normal(after);
}

function aged(belief: Float64Array): Float64Array {
  const after = new Float64Array(STATES);
  belief.forEach((before, at) => {
    if (before < 1e-12) return;
    for (const [to, chance] of WEEK[at] ?? []) after[to] = (after[to] ?? 0) + before * chance;
  });
  return after;
}

function worth(belief: Float64Array, forSpells: number): number {
  return ALL.reduce((sum, { groups, age }, at) => {
    const spell = age < DONE && groups > 0 ? forSpells * (1 - missed(groups)) : 0;
    return sum + (belief[at] ?? 0) * (groups * DETECTION + spell);
  }, 0);
}

function normal(belief: Float64Array): Float64Array {
  const sum = belief.reduce((total, each) => total + each, 0);
  return belief.map((each) => each / sum);
}

function binomial(n: number, k: number, p: number): number {
  let ways = 1;
  for (let at = 0; at < k; at++) ways *= (n - at) / (at + 1);
  return ways * p ** k * (1 - p) ** (n - k);
}

function poisson(mean: number, k: number): number {
  let chance = Math.exp(-mean);
  for (let at = 1; at <= k; at++) chance *= mean / at;
  return chance;
}
